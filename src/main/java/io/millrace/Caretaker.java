package io.millrace;

import static io.millrace.layout.CounterLayout.RECOVERED_RECORDS_ID;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.liveness.DroppedSenders;
import io.millrace.liveness.Events;
import io.millrace.liveness.Session;
import io.millrace.memory.Memory;
import io.millrace.memory.Padded;
import io.millrace.ring.CorruptRecordException;
import io.millrace.ring.RingConsumer;
import io.millrace.ring.RingRepair;
import io.millrace.ring.SoleMode;

/**
 * What the receiver does about its senders when there is nothing to read: fences who is stale,
 * mends or passes over what the dead and the fenced left unfinished, frees slots, and decides that
 * the channel is closed. Looks at two words as long as nothing has changed.
 */
final class Caretaker extends Padded {
    private static final long RECHECK_NS = 1_000_000;

    private final Session session;
    private final DroppedSenders senders;
    private final RingConsumer consumer;
    private final RingRepair repair;
    private final long graceNs;

    private boolean closed;
    private long seenChanges = -1;
    private int seenTroubles = -1;
    private boolean recheck;
    private long recheckAtNs;
    private long gracePosition = -1;
    private long graceEndNs;
    private long soleMarker = SoleMode.NONE;
    private long soleEndNs;

    Caretaker(Session session, RingConsumer consumer) {
        this.session = session;
        this.senders = session.droppedSenders();
        this.consumer = consumer;
        this.repair =
                new RingRepair(
                        session.memory(), session.layout(), session.header().salt(), senders);
        this.graceNs = session.header().heartbeatIntervalNs();
    }

    /** Whether the verdict is that the channel is closed and drained. */
    boolean isClosed() {
        return closed;
    }

    /**
     * Called when the record at the read position is not ready.
     *
     * @throws CorruptRecordException when it never will be.
     */
    void whenEmpty() {
        if (session.participants().tableChanges() != seenChanges
                || session.troubles() != seenTroubles
                || (recheck && System.nanoTime() - recheckAtNs >= 0)) {
            settle();
        }
    }

    /** Nanoseconds until the next look that depends on time alone. */
    long untilRecheckNs() {
        return recheck ? recheckAtNs - System.nanoTime() : Long.MAX_VALUE;
    }

    private void settle() {
        seenChanges = session.participants().tableChanges();
        seenTroubles = session.troubles();
        recheck = false;
        senders.fence();
        if (consumer.isLimited()) {
            consumer.publish();
        }
        long now = System.nanoTime();
        if (!endSoleMode(now)) {
            return;
        }
        long position = consumer.position();
        switch (repair.examine(position)) {
            case READY -> whenReady(now, position);
            case BLOCKED -> recheckAt(now + RECHECK_NS);
            case UNOWNED -> {
                recheckAt(now);
                throw new CorruptRecordException(
                        "position " + position + " is claimed, but no sender's intent covers it");
            }
            case RECOVERED -> {
                session.memory().getAndAddLong(CounterLayout.value(RECOVERED_RECORDS_ID), 1);
                Events.recordRecovered(session.channel(), position, repair.end());
                recheckAt(now);
            }
            case FENCED -> passAfterGrace(now, position);
        }
        senders.freeDead();
    }

    /**
     * Ends the senders' sole mode if there may be something to mend or to close.
     *
     * @return whether it is ended: the claim word is the producer cursor.
     */
    private boolean endSoleMode(long now) {
        int slot = SoleMode.soleSlot(session.memory(), session.layout());
        if (slot == 0) {
            return true;
        }
        boolean attached = ParticipantLayout.isAttached(session.participants().stateWord(slot));
        if (attached && !senders.areAny()) {
            return false;
        }
        long marker = SoleMode.revoke(session.memory());
        if (marker == SoleMode.NONE) {
            return true;
        }
        if (marker != soleMarker) {
            soleMarker = marker;
            // From after the revocation, whatever has passed since "now".
            soleEndNs = System.nanoTime() + Memory.STORE_GRACE_NS;
        }
        if (now - soleEndNs < 0) {
            recheckAt(soleEndNs);
            return false;
        }
        SoleMode.conclude(session.memory(), session.layout(), marker);
        return true;
    }

    private void whenReady(long now, long position) {
        long producerCursor = session.memory().getLongVolatile(ClaimWord.OFFSET);
        if (ClaimWord.isMarker(producerCursor)) {
            recheckAt(now + RECHECK_NS);
        } else if (producerCursor == position) {
            closed = closed || senders.tryClose(position);
        } else if (producerCursor - position < 0) {
            recheckAt(now);
            throw new CorruptRecordException(
                    "the records end at position "
                            + position
                            + ", expected at most "
                            + producerCursor
                            + " (the producer cursor)");
        } else {
            recheckAt(now + RECHECK_NS);
        }
    }

    private void passAfterGrace(long now, long position) {
        if (gracePosition != position) {
            gracePosition = position;
            // From after the fence, which may be younger than "now".
            graceEndNs = System.nanoTime() + graceNs;
        }
        if (now - graceEndNs >= 0) {
            int holder = repair.holder();
            Events.recordPassedOver(
                    session.channel(),
                    position,
                    repair.end(),
                    holder,
                    session.participants().pid(holder));
            consumer.passOver(repair.end());
            recheckAt(now);
        } else {
            recheckAt(graceEndNs);
        }
    }

    private void recheckAt(long timeNs) {
        recheck = true;
        recheckAtNs = timeNs;
    }
}
