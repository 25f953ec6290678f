package io.millrace.bench;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What a benchmark measures: a ring with one sender thread and one receiver thread. A peer takes
 * part by implementing this and standing in {@link SubjectKind}.
 */
interface Subject extends AutoCloseable {
    int RING_LENGTH = 1 << 20;
    int MESSAGE_LENGTH = 32;

    /**
     * Sends the message with this number if there is room; for the sender thread.
     *
     * @return false when the ring is full.
     */
    boolean offer(long sequence);

    /**
     * Shows the messages that are there to the handler that the subject was made with; for the
     * receiver thread.
     *
     * @return how many were shown.
     */
    int poll(int limit);

    @Override
    void close();

    /** Fills a message: all of its bytes are written, the same for every subject. */
    static void write(MutableDirectBuffer buffer, int offset, long sequence) {
        buffer.putLong(offset, sequence);
        buffer.putLong(offset + 8, sequence + 1);
        buffer.putLong(offset + 16, sequence + 2);
        buffer.putLong(offset + 24, sequence + 3);
    }

    /** The number of a message, after a look at its end. */
    static long read(DirectBuffer buffer, int offset, int length) {
        long sequence = buffer.getLong(offset);
        if (length != MESSAGE_LENGTH || buffer.getLong(offset + 24) != sequence + 3) {
            throw new IllegalStateException("message " + sequence + " is damaged");
        }
        return sequence;
    }
}
