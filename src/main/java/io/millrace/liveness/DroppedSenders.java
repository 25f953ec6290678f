package io.millrace.liveness;

import static io.millrace.layout.CounterLayout.FENCED_SENDERS_ID;
import static io.millrace.layout.ParticipantLayout.FENCED;
import static io.millrace.layout.ParticipantLayout.FREE;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.ControlLayout;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.liveness.Watcher.Verdict;
import io.millrace.mapping.Header;
import io.millrace.memory.Memory;
import io.millrace.ring.Owners;
import io.millrace.ring.ReuseLimit;
import io.millrace.wait.SleepWord;

/**
 * What a receiver does about senders that are stale or dead: fences them, frees their slots, and
 * decides that the channel is closed. Fencing, freeing and the verdict are for the thread of the
 * one receiver; the rest is thread-safe.
 */
public final class DroppedSenders implements Owners {
    private final String channel;
    private final Memory memory;
    private final FileLayout layout;
    private final DeathProof proof;
    private final Participants participants;
    private final Watcher watcher;
    private final SleepWord sendersSleep;
    private final ReuseLimit claims;

    DroppedSenders(
            String channel,
            Memory memory,
            Header header,
            DeathProof proof,
            Participants participants,
            Watcher watcher,
            SleepWord sendersSleep) {
        this.channel = channel;
        this.memory = memory;
        this.layout = header.layout();
        this.proof = proof;
        this.participants = participants;
        this.watcher = watcher;
        this.sendersSleep = sendersSleep;
        this.claims = new ReuseLimit(memory, layout, header.salt(), this);
    }

    /** Whether any sender is fenced, stale or dead. */
    public boolean areAny() {
        for (int slot = 1; slot <= layout.maxSenders(); slot++) {
            if (watcher.isDropped(slot, participants.stateWord(slot))) {
                return true;
            }
        }
        return false;
    }

    /** Fences every sender that is stale or dead. */
    public void fence() {
        for (int slot = 1; slot <= layout.maxSenders(); slot++) {
            isFenced(slot);
        }
    }

    /** Frees the slots of dead senders that have left nothing unfinished. */
    public void freeDead() {
        for (int slot = 1; slot <= layout.maxSenders(); slot++) {
            long word = participants.stateWord(slot);
            if (ParticipantLayout.state(word) == FENCED
                    && watcher.verdict(slot, word) == Verdict.DEAD
                    && proof.tryHold(slot)) {
                if (participants.stateWord(slot) == word && isFinished(slot)) {
                    participants.change(slot, word, FREE);
                    Events.slotFreed(channel, slot, participants.pid(slot));
                }
                proof.release(slot);
            }
        }
    }

    /**
     * The closed verdict: every sender that attached has left, and the ring is drained.
     *
     * @param readPosition up to which the receiver has read; the sole mode has been ended.
     */
    public boolean tryClose(long readPosition) {
        fence();
        // SYNC closed-verdict: the counter before the slots, the slots before the cursor; pairs
        // with countAttach
        long word = participants.attachWord();
        if (ControlLayout.isClosed(word)) {
            return true;
        }
        boolean closed =
                ControlLayout.attachCount(word) > 0
                        && !participants.anySenderAttached()
                        && memory.getLongVolatile(ClaimWord.OFFSET) == readPosition
                        && participants.close(word);
        if (closed) {
            Events.channelClosed(channel);
        }
        return closed;
    }

    @Override
    public boolean holdIfDead(int slot) {
        return proof.tryHold(slot);
    }

    @Override
    public void release(int slot) {
        proof.release(slot);
    }

    @Override
    public boolean isFenced(int slot) {
        long word = participants.stateWord(slot);
        if (ParticipantLayout.state(word) == FENCED) {
            return true;
        }
        if (!ParticipantLayout.isAttached(word) || watcher.verdict(slot, word) == Verdict.LIVE) {
            return false;
        }
        // SYNC fence-sender: a full fence; pairs with the look at the state word after the sender's
        // stamp
        if (participants.change(slot, word, FENCED) == 0) {
            return false;
        }
        memory.getAndAddLong(CounterLayout.value(FENCED_SENDERS_ID), 1);
        participants.countTableChange();
        sendersSleep.wakeAll();
        Events.senderFenced(channel, slot, participants.pid(slot));
        return true;
    }

    @Override
    public boolean isFencedAlive(int slot) {
        long word = participants.stateWord(slot);
        return ParticipantLayout.state(word) == FENCED
                && watcher.verdict(slot, word) != Verdict.DEAD;
    }

    /** Whether nothing unfinished can be of the slot's last owner; asked by who holds the slot. */
    boolean isFinished(int slot) {
        synchronized (claims) {
            return claims.isFinished(slot);
        }
    }
}
