package io.millrace;

import static io.millrace.layout.CounterLayout.CONSUMER_CURSOR;
import static io.millrace.layout.CounterLayout.PRODUCER_CURSOR;
import static io.millrace.layout.CounterLayout.READ_POSITION;
import static io.millrace.layout.ParticipantLayout.RECEIVER_SLOT;

import io.millrace.layout.RecordLayout;
import io.millrace.liveness.Participants;
import io.millrace.liveness.Session;
import io.millrace.memory.Memory;
import java.util.concurrent.locks.LockSupport;

/** Takes the receiver's slot, after its last owner's close or death proof only. */
final class ReceiverSeat {
    /**
     * A watcher that looks for a proof of life holds the seat for a moment; a newcomer waits that
     * long.
     */
    private static final long PATIENCE_NS = 20_000_000;

    private static final long PAUSE_NS = 100_000;

    private ReceiverSeat() {}

    static void take(Session session, String where) {
        long start = System.nanoTime();
        while (!session.takeReceiverSlot()) {
            if (System.nanoTime() - start > PATIENCE_NS) {
                throw inUse(session.participants(), where);
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        try {
            requireSoundCursors(session, where);
        } catch (ChannelFormatException e) {
            session.leave(RECEIVER_SLOT);
            throw e;
        }
    }

    private static ReceiverInUseException inUse(Participants participants, String where) {
        long age = Math.max(0, System.currentTimeMillis() - participants.beatAt(RECEIVER_SLOT));
        return new ReceiverInUseException(
                where
                        + " has a receiver: process "
                        + participants.pid(RECEIVER_SLOT)
                        + ", last heartbeat "
                        + age
                        + " ms ago");
    }

    private static void requireSoundCursors(Session session, String where) {
        Memory memory = session.memory();
        long consumer = memory.getLongVolatile(CONSUMER_CURSOR);
        long read = Math.max(consumer, memory.getLongVolatile(READ_POSITION));
        long producer = memory.getLongVolatile(PRODUCER_CURSOR);
        int capacity = session.layout().capacity();
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
