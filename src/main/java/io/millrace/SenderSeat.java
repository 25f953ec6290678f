package io.millrace;

import io.millrace.liveness.Session;
import io.millrace.ring.CorruptRecordException;
import java.util.function.BooleanSupplier;

/** Takes a slot for a sender, in a channel whose cursors can be. */
final class SenderSeat {
    private SenderSeat() {}

    static int take(Session session, String where) {
        return take(session, where, new SlotPatience()::pause);
    }

    /** As {@link Session#takeSenderSlot} asks once more. */
    static int take(Session session, String where, BooleanSupplier onceMore) {
        Cursors.requireWritable(session, where);
        int slot;
        try {
            slot = session.takeSenderSlot(onceMore);
        } catch (CorruptRecordException e) {
            throw new ChannelFormatException(where + ": " + e.getMessage(), e);
        }
        if (slot == Session.NO_SLOT) {
            throw new ChannelFullException(
                    where
                            + ": all "
                            + session.layout().maxSenders()
                            + " sender slots are taken (option maxSenders)");
        }
        return slot;
    }
}
