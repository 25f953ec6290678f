package io.millrace;

import io.millrace.layout.RecordLayout;
import io.millrace.memory.Padded;

/**
 * How far an open batch has got. What changes with each message is one word, since each store of a
 * sender waits for the cache lines of those before it: upwards of bit 32 how many messages may
 * still come, below it the bytes from the batch's start to the next record.
 */
final class BatchProgress extends Padded {
    private static final long ONE_MESSAGE = 1L << Integer.SIZE;

    private long start;
    private int count;
    private int maxLength;
    private long shorterBy;
    private long rest;

    /** Begins with so many messages, of this length at most, from this position on. */
    void begin(long position, int messages, int longest) {
        start = position;
        count = messages;
        maxLength = longest;
        shorterBy = 0;
        rest = messages * ONE_MESSAGE;
    }

    /** A message of this length, at most the longest, has been committed. */
    void add(int length) {
        rest += RecordLayout.extent(length) - ONE_MESSAGE;
        if (length != maxLength) {
            shorterBy += maxLength - length;
        }
    }

    /** How many messages may still come. */
    int remaining() {
        return (int) (rest >>> Integer.SIZE);
    }

    /** Length of the longest message, in bytes. */
    int maxLength() {
        return maxLength;
    }

    /** Position of the first record. */
    long start() {
        return start;
    }

    /** From the first record to the next one. */
    int distance() {
        return (int) rest;
    }

    /** Position of the next record. */
    long position() {
        return start + distance();
    }

    /** How many messages have been committed. */
    int messages() {
        return count - remaining();
    }

    /** Bytes of their payloads. */
    long bytes() {
        return (long) messages() * maxLength - shorterBy;
    }
}
