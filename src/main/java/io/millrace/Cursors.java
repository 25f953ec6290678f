package io.millrace;

import static io.millrace.layout.CounterLayout.CONSUMER_CURSOR;
import static io.millrace.layout.CounterLayout.PRODUCER_CURSOR;
import static io.millrace.layout.CounterLayout.READ_POSITION;

import io.millrace.layout.RecordLayout;
import io.millrace.liveness.Session;
import io.millrace.memory.Memory;

/** Checks the cursors of a file before anything is written or read at them. */
final class Cursors {
    private Cursors() {}

    /**
     * For a sender: places that it will write to. How they stand to each other can't be said while
     * others move them.
     */
    static void requireAligned(Session session, String where) {
        Memory memory = session.memory();
        requireAligned(where, "consumer cursor", memory.getLongVolatile(CONSUMER_CURSOR));
        requireAligned(where, "producer cursor", memory.getLongVolatile(PRODUCER_CURSOR));
    }

    /** For the receiver, who has the seat, so that nobody moves what it reads from. */
    static void requireSound(Session session, String where) {
        requireSound(session.memory(), session.layout().capacity(), where);
    }

    /** As above, for whoever holds all slots. */
    static void requireSound(Memory memory, int capacity, String where) {
        long consumer = memory.getLongVolatile(CONSUMER_CURSOR);
        long read = Math.max(consumer, memory.getLongVolatile(READ_POSITION));
        long producer = memory.getLongVolatile(PRODUCER_CURSOR);
        requireAligned(where, "consumer cursor", consumer);
        requireAligned(where, "read position", read);
        requireAligned(where, "producer cursor", producer);
        if (consumer > producer || producer - consumer > capacity) {
            throw new ChannelFormatException(
                    where
                            + ": producer cursor is "
                            + producer
                            + ", expected "
                            + consumer
                            + " (the consumer cursor) to "
                            + (consumer + capacity));
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
    }
}
