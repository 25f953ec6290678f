package io.millrace;

import static io.millrace.layout.ParticipantLayout.RECEIVER_SLOT;

import io.millrace.liveness.Participants;
import io.millrace.liveness.Session;
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
            Cursors.requireSound(session, where);
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
}
