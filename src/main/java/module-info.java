/** A channel in shared memory from many senders to one receiver. */
module io.millrace {
    requires transitive org.agrona;
    requires jdk.jfr;

    exports io.millrace;
}
