package io.millrace;

import static io.millrace.layout.CounterLayout.CONSUMER_CURSOR;
import static io.millrace.layout.CounterLayout.READ_POSITION;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.liveness.Session;
import io.millrace.memory.Memory;
import io.millrace.ring.CorruptRecordException;
import io.millrace.ring.SoleMode;

/** Checks the cursors of a file before anything is written or read at them. */
final class Cursors {
    private Cursors() {}

    /**
     * For a sender: places that it will write to. Others move the cursors meanwhile, but only
     * forward, so the producer cursor is compared before as well as after the consumer cursor.
     */
    static void requireWritable(Session session, String where) {
        Memory memory = session.memory();
        int capacity = session.layout().capacity();
        long before = producer(memory, session.layout(), where);
        long consumer = memory.getLongVolatile(CONSUMER_CURSOR);
        long after = producer(memory, session.layout(), where);
        requireAligned(where, "consumer cursor", consumer);
        requireAligned(where, "producer cursor", before);
        requireAligned(where, "producer cursor", after);
        if (before - consumer > capacity) {
            throw apart(where, before, consumer, capacity);
        }
        if (after < consumer) {
            throw apart(where, after, consumer, capacity);
        }
    }

    /** For the receiver, who has the seat, so that nobody moves what it reads from. */
    static void requireSound(Session session, String where) {
        requireSound(session.memory(), session.layout(), where);
    }

    /** As above, for whoever holds all slots. */
    static void requireSound(Memory memory, FileLayout layout, String where) {
        int capacity = layout.capacity();
        long consumer = memory.getLongVolatile(CONSUMER_CURSOR);
        long read = Math.max(consumer, memory.getLongVolatile(READ_POSITION));
        long producer = producer(memory, layout, where);
        requireAligned(where, "consumer cursor", consumer);
        requireAligned(where, "read position", read);
        requireAligned(where, "producer cursor", producer);
        if (consumer > producer || producer - consumer > capacity) {
            throw apart(where, producer, consumer, capacity);
        }
        if (read > producer) {
            throw new ChannelFormatException(
                    where
                            + ": read position is "
                            + read
                            + ", expected "
                            + consumer
                            + " to "
                            + producer);
        }
    }

    /** The producer cursor, in whatever mode the senders are. */
    static long producer(Memory memory, FileLayout layout, String where) {
        try {
            return SoleMode.producerCursor(memory, layout);
        } catch (CorruptRecordException e) {
            throw new ChannelFormatException(where + ": " + e.getMessage(), e);
        }
    }

    private static ChannelFormatException apart(
            String where, long producer, long consumer, int capacity) {
        return new ChannelFormatException(
                where
                        + ": producer cursor is "
                        + producer
                        + ", expected "
                        + consumer
                        + " (the consumer cursor) to "
                        + (consumer + capacity));
    }

    private static void requireAligned(String where, String name, long value) {
        if (value < 0 || value % RecordLayout.ALIGNMENT != 0) {
            throw new ChannelFormatException(
                    where
                            + ": "
                            + name
                            + " is "
                            + value
                            + ", expected a multiple of "
                            + RecordLayout.ALIGNMENT
                            + " that is not negative");
        }
        if (value > ClaimWord.MAX_POSITION) {
            throw new ChannelFormatException(
                    where
                            + ": "
                            + name
                            + " is "
                            + value
                            + ", expected at most "
                            + ClaimWord.MAX_POSITION);
        }
    }
}
