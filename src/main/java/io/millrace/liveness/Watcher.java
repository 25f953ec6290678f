package io.millrace.liveness;

import static io.millrace.layout.ParticipantLayout.FENCED;

import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Watches the heartbeats of a channel's halves by this process's own clock.
 *
 * <p>A half whose heartbeat stood still between two looks is asked for its proof of life; without
 * one it is dead. One whose heartbeat stood still for the timeout is stale. Time during which this
 * process itself was not running does not count: between two looks at most two intervals are added.
 *
 * <p>{@link #look} is called by one thread at a time; verdicts may be read by any.
 */
public final class Watcher {
    /** What is known of a half. */
    public enum Verdict {
        /** Its heartbeat moves, or has not stood still for long enough. */
        LIVE(0),
        /** Its heartbeat has stood still for the timeout; its process may live. */
        STALE(1),
        /** Its process is proven dead. */
        DEAD(2);

        private static final Verdict[] BY_CODE = {LIVE, STALE, DEAD};

        private final int code;

        Verdict(int code) {
            this.code = code;
        }
    }

    private static final int VERDICT_BITS = 2;

    /** Of the table with the parts that are read in turn. */
    private static final int MOST_REFRESHES = 64;

    private final String channel;
    private final Participants participants;
    private final DeathProof proof;
    private final long intervalNs;
    private final long timeoutNs;
    private final OccupiedSlots senders;
    private final long[] seenState;
    private final long[] seenBeat;
    private final long[] stillNs;
    private final AtomicLongArray verdicts;
    private long lastLook;
    private boolean looked;
    private int onlySender;
    private boolean anySenderDropped;

    /** Over all halves of this channel. */
    public Watcher(
            String channel,
            Participants participants,
            FileLayout layout,
            DeathProof proof,
            long intervalNs,
            long timeoutNs) {
        this.channel = channel;
        this.participants = participants;
        this.proof = proof;
        this.intervalNs = intervalNs;
        this.timeoutNs = timeoutNs;
        this.senders =
                new OccupiedSlots(
                        participants,
                        layout,
                        (int) Math.min(MOST_REFRESHES, timeoutNs / intervalNs));
        int slots = layout.maxSenders() + 1;
        this.seenState = new long[slots];
        this.seenBeat = new long[slots];
        this.stillNs = new long[slots];
        this.verdicts = new AtomicLongArray(slots);
    }

    /**
     * Looks at all halves; true when a verdict has changed, or one has come or gone. One whose
     * process was killed while it took its slot may be seen a heartbeat timeout late.
     */
    public boolean look(long nowNs) {
        long passed = looked ? Math.min(nowNs - lastLook, 2 * intervalNs) : 0;
        lastLook = nowNs;
        looked = true;
        int receiver = ParticipantLayout.RECEIVER_SLOT;
        boolean changed = look(receiver, participants.stateWord(receiver), passed);
        changed |= senders.refresh();
        int attached = 0;
        int someone = 0;
        boolean fenced = false;
        boolean dropped = false;
        for (int i = 0; i < senders.count(); i++) {
            int slot = senders.slot(i);
            long state = participants.stateWord(slot);
            changed |= look(slot, state, passed);
            dropped |= isDropped(slot, state);
            if (ParticipantLayout.isAttached(state)) {
                attached++;
                someone = slot;
            } else {
                fenced |= ParticipantLayout.state(state) == FENCED;
            }
        }
        onlySender = attached == 1 && !fenced ? someone : 0;
        anySenderDropped = dropped;
        return changed;
    }

    /**
     * The slot of the sender that was alone at the last look: nobody else was attached, and nobody
     * fenced; 0 if there was none.
     */
    int onlySender() {
        return onlySender;
    }

    /** Whether any sender was fenced, stale or dead at the last look. */
    boolean isAnySenderDropped() {
        return anySenderDropped;
    }

    /** Whether the sender with this state word in this slot is fenced, stale or dead. */
    boolean isDropped(int slot, long stateWord) {
        return ParticipantLayout.state(stateWord) == FENCED
                || (ParticipantLayout.isAttached(stateWord)
                        && verdict(slot, stateWord) != Verdict.LIVE);
    }

    /** What is known of the half with this state word in this slot. */
    public Verdict verdict(int slot, long stateWord) {
        long judged = verdicts.get(slot);
        return judged >>> VERDICT_BITS == ParticipantLayout.incarnation(stateWord)
                ? Verdict.BY_CODE[(int) (judged & ((1 << VERDICT_BITS) - 1))]
                : Verdict.LIVE;
    }

    private boolean look(int slot, long state, long passed) {
        if (!OccupiedSlots.isOccupied(state)) {
            // A process that was killed while it left may not have counted that.
            boolean gone = OccupiedSlots.isOccupied(seenState[slot]);
            seenState[slot] = state;
            return gone;
        }
        long beat = participants.heartbeat(slot);
        boolean sameHalf =
                ParticipantLayout.incarnation(state)
                        == ParticipantLayout.incarnation(seenState[slot]);
        if (!sameHalf || beat != seenBeat[slot]) {
            seenState[slot] = state;
            seenBeat[slot] = beat;
            stillNs[slot] = 0;
            return judge(slot, state, Verdict.LIVE) || !sameHalf;
        }
        stillNs[slot] += passed;
        if (stillNs[slot] == 0) {
            return false;
        }
        if (!proof.isHeld(slot)) {
            return judge(slot, state, Verdict.DEAD);
        }
        return stillNs[slot] >= timeoutNs && judge(slot, state, Verdict.STALE);
    }

    private boolean judge(int slot, long state, Verdict verdict) {
        if (verdict(slot, state) == verdict) {
            return false;
        }
        if (verdict != Verdict.LIVE) {
            Events.halfDropped(channel, slot, participants.pid(slot), verdict.toString());
        }
        verdicts.set(slot, ParticipantLayout.incarnation(state) << VERDICT_BITS | verdict.code);
        return true;
    }
}
