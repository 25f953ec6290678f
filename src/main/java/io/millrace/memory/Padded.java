package io.millrace.memory;

/**
 * An object that one half of a channel uses for every message, kept off the cache lines of what
 * stands before it on the heap: that may be an object into which the other half's thread writes as
 * often. Two lines, because the processor fetches them in pairs. The idea is that of Agrona's
 * queues.
 */
public abstract class Padded {
    long p0;
    long p1;
    long p2;
    long p3;
    long p4;
    long p5;
    long p6;
    long p7;
    long p8;
    long p9;
    long p10;
    long p11;
    long p12;
    long p13;
    long p14;
    long p15;

    /** Nothing to set up: the fields are room. */
    protected Padded() {}
}
