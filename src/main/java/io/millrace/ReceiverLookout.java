package io.millrace;

import io.millrace.layout.ParticipantLayout;
import io.millrace.liveness.Session;
import io.millrace.liveness.Watcher.Verdict;
import io.millrace.memory.FieldHandles;
import io.millrace.memory.Memory;
import io.millrace.memory.Padded;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether there is a receiver to send to. Two loads as long as nothing has changed; once a sender
 * has seen its receiver drop it stays closed.
 */
final class ReceiverLookout extends Padded {
    private static final VarHandle SEEN =
            FieldHandles.find(MethodHandles.lookup(), "seen", long.class);

    private final Session session;
    private final Memory memory;
    private final long stateWord;
    private final boolean failsWithoutReceiver;

    /** Read by its handle. */
    @SuppressWarnings("UnusedVariable")
    private volatile long seen;

    private String closedBecause;

    ReceiverLookout(Session session, WhenReceiverDrops whenReceiverDrops) {
        this.session = session;
        this.memory = session.memory();
        this.stateWord =
                memory.placeOf(
                        session.layout().slot(ParticipantLayout.RECEIVER_SLOT)
                                + ParticipantLayout.STATE_OFFSET);
        this.failsWithoutReceiver = whenReceiverDrops == WhenReceiverDrops.FAIL;
    }

    /** Whether the receiver is the one that was found good, and not distrusted since. */
    boolean isUnchanged() {
        // SYNC lost-receiver: pairs with SenderHalf.heartbeatPassed
        return memory.getLongOpaqueAt(stateWord) == (long) SEEN.getOpaque(this);
    }

    /**
     * Looks at what has changed.
     *
     * @throws ChannelClosedException when the receiver is dropped.
     */
    void look() {
        long receiver = memory.getLongAcquireAt(stateWord);
        if (failsWithoutReceiver) {
            requirePresent(receiver);
        }
        seen = receiver;
    }

    /** Has the next look be a real one, whatever the receiver does; for any thread. */
    void distrust() {
        seen = Session.NOBODY;
    }

    private void requirePresent(long receiver) {
        if (closedBecause == null) {
            if (ParticipantLayout.state(receiver) == ParticipantLayout.CLOSED) {
                closedBecause = "the receiver is gone: it was closed";
            } else if (ParticipantLayout.isAttached(receiver)
                    && session.verdict(ParticipantLayout.RECEIVER_SLOT) != Verdict.LIVE) {
                closedBecause = "the receiver is gone: no sign of life from its process";
            }
        }
        if (closedBecause != null) {
            distrust();
            throw new ChannelClosedException(closedBecause);
        }
    }
}
