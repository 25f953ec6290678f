package io.millrace.bench.subjects;

/** Where the senders and the receiver of a measurement are. */
public enum Scope {
    /** Threads of one JVM. */
    THREADS,
    /** A JVM each. */
    JVMS;

    /** As reports and options write it. */
    public String label() {
        return this == THREADS ? "threads" : "jvms";
    }
}
