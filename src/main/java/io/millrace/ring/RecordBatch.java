package io.millrace.ring;

import io.millrace.layout.RecordLayout;
import io.millrace.memory.Padded;

/**
 * The records of one claim, committed one behind the other. What changes with each of them is one
 * word, since each store of a sender waits for the cache lines of those before it: upwards of bit
 * 32 how many messages may still come, below it the bytes from the first record to the next one.
 * What does not change is worked out once for all of them.
 *
 * <p>For the thread that uses the sender.
 */
public final class RecordBatch extends Padded {
    private static final long ONE_MESSAGE = 1L << Integer.SIZE;
    private static final long DISTANCE = ONE_MESSAGE - 1;

    private final RingProducer producer;

    private long start;
    private long place;
    private int offset;
    private int count;
    private int maxLength;
    private long shorterBy;
    private long rest;

    /** The batches of this producer. */
    public RecordBatch(RingProducer producer) {
        this.producer = producer;
    }

    /**
     * Begins with so many messages of this length at most.
     *
     * @param position of the first record; all of them are in one lap.
     * @param payloadOffset from where the caller's buffer starts to its payload.
     */
    public void begin(long position, int payloadOffset, int messages, int longest) {
        start = position;
        place = producer.placeOf(position);
        offset = payloadOffset;
        count = messages;
        maxLength = longest;
        shorterBy = 0;
        rest = messages * ONE_MESSAGE;
    }

    /** Commits a message of this length, at most the longest; only where one has room. */
    public void commit(int length) {
        long done = rest;
        long distance = done & DISTANCE;
        producer.stampCommitted(place + distance, start + distance, length);
        rest = done + RecordLayout.extent(length) - ONE_MESSAGE;
        if (length != maxLength) {
            shorterBy += maxLength - length;
        }
    }

    /** No more messages may come. */
    public void end() {
        rest = 0;
    }

    /** Whether another message may come. */
    public boolean hasRoom() {
        return rest >= ONE_MESSAGE;
    }

    /** How many messages may still come. */
    public int remaining() {
        return (int) (rest >>> Integer.SIZE);
    }

    /** Where the next payload starts in the caller's buffer. */
    public int offset() {
        return offset + (int) rest;
    }

    /** Length of the longest message, in bytes. */
    public int maxLength() {
        return maxLength;
    }

    /** Position of the next record. */
    public long position() {
        return start + (rest & DISTANCE);
    }

    /** How many messages have been committed. */
    public int messages() {
        return count - remaining();
    }

    /** Bytes of their payloads. */
    public long bytes() {
        return (long) messages() * maxLength - shorterBy;
    }
}
