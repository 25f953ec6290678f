/** A channel in shared memory from many senders to one receiver. */
module io.millrace {
    requires transitive org.agrona;
    requires jdk.jfr;
    requires static com.sun.jna;
    requires static chronicle.bytes;
    requires static chronicle.core;
    requires static info.picocli;
    requires static java.management;
    requires static org.jline;

    exports io.millrace;
    exports io.millrace.codec;

    opens io.millrace.cli to
            info.picocli;
}
