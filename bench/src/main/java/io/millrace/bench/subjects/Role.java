package io.millrace.bench.subjects;

/** What a subject is there to show, which decides the cases that a plan has it in. */
public enum Role {
    /** How fast bytes go. */
    GENERAL,
    /** What a setting is worth: the throughput of one sender. */
    VARIATION,
    /** What a way of waiting is worth. */
    WAITING,
    /** What the messages that people really send are worth: objects, calls, flyweights. */
    TYPED
}
