package io.millrace;

import io.millrace.layout.ParticipantLayout;
import io.millrace.liveness.Session;
import io.millrace.liveness.Watcher.Verdict;
import io.millrace.memory.Padded;

/**
 * Whether there is a receiver to send to, for a sender whose receiver has changed. Once it has seen
 * its receiver drop it stays closed.
 */
final class ReceiverLookout extends Padded {
    private final Session session;
    private final long stateWord;
    private final boolean failsWithoutReceiver;

    private String closedBecause;

    ReceiverLookout(Session session, WhenReceiverDrops whenReceiverDrops) {
        this.session = session;
        this.stateWord =
                session.layout().slot(ParticipantLayout.RECEIVER_SLOT)
                        + ParticipantLayout.STATE_OFFSET;
        this.failsWithoutReceiver = whenReceiverDrops == WhenReceiverDrops.FAIL;
    }

    /**
     * Looks at what has changed.
     *
     * @return the receiver's state word.
     * @throws ChannelClosedException when the receiver is dropped.
     */
    long look() {
        long receiver = session.memory().getLongAcquire(stateWord);
        if (failsWithoutReceiver) {
            requirePresent(receiver);
        }
        return receiver;
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
            throw new ChannelClosedException(closedBecause);
        }
    }
}
