package io.millrace;

import static io.millrace.layout.ParticipantLayout.RECEIVER_SLOT;

import io.millrace.liveness.Participants;
import io.millrace.liveness.Session;

/** Takes the receiver's slot, after its last owner's close or death proof only. */
final class ReceiverSeat {
    private ReceiverSeat() {}

    static void take(Session session, String where) {
        SlotPatience patience = new SlotPatience();
        while (!session.takeReceiverSlot()) {
            if (!patience.pause()) {
                throw inUse(session.participants(), where);
            }
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
