package io.millrace.liveness;

import static io.millrace.layout.ParticipantLayout.ATTACHED_AT_OFFSET;
import static io.millrace.layout.ParticipantLayout.BEAT_AT_OFFSET;
import static io.millrace.layout.ParticipantLayout.JOINING;
import static io.millrace.layout.ParticipantLayout.PID_OFFSET;
import static io.millrace.layout.ParticipantLayout.PROCESS_START_OFFSET;
import static io.millrace.layout.ParticipantLayout.RECEIVER_SLOT;
import static io.millrace.layout.ParticipantLayout.STATE_OFFSET;
import static io.millrace.layout.ParticipantLayout.WAKES_BY_OFFSET;

import io.millrace.layout.ControlLayout;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.memory.Memory;
import io.millrace.wait.WakeMeans;

/**
 * The participant table and the attach word, as plain operations. Thread-safe and safe between
 * processes.
 */
public final class Participants {
    private static final long PID = ProcessHandle.current().pid();
    private static final long PROCESS_START =
            ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(java.time.Instant::toEpochMilli)
                    .orElse(0L);

    private final Memory memory;
    private final FileLayout layout;

    /** Over this channel's memory. */
    public Participants(Memory memory, FileLayout layout) {
        this.memory = memory;
        this.layout = layout;
    }

    /** The slot's state word. */
    public long stateWord(int slot) {
        return memory.getLongVolatile(layout.slot(slot) + STATE_OFFSET);
    }

    /** The slot's heartbeat. */
    public long heartbeat(int slot) {
        return memory.getLongVolatile(CounterLayout.heartbeat(slot));
    }

    /** Process id of the slot's owner, for display. */
    public long pid(int slot) {
        return memory.getLongVolatile(layout.slot(slot) + PID_OFFSET);
    }

    /** Start of the owner's process in ms since the epoch, for display. */
    public long processStart(int slot) {
        return memory.getLongVolatile(layout.slot(slot) + PROCESS_START_OFFSET);
    }

    /** When the owner attached, in ms since the epoch, for display. */
    public long attachedAt(int slot) {
        return memory.getLongVolatile(layout.slot(slot) + ATTACHED_AT_OFFSET);
    }

    /** When the owner's heartbeat was last raised, in ms since the epoch, for display. */
    public long beatAt(int slot) {
        return memory.getLongVolatile(layout.slot(slot) + BEAT_AT_OFFSET);
    }

    /** By what the slot's owner wakes others. */
    public WakeMeans wakesBy(int slot) {
        return WakeMeans.of(memory.getLongVolatile(layout.slot(slot) + WAKES_BY_OFFSET));
    }

    /**
     * Tells the others by what this process wakes them, once it is known; for the owner of the
     * slot, again at each heartbeat: a heartbeat that began before may yet tell of the last owner.
     */
    public void showWakesBy(int slot, WakeMeans means) {
        long word = layout.slot(slot) + WAKES_BY_OFFSET;
        if (means != WakeMeans.UNKNOWN && memory.getLong(word) != means.code()) {
            memory.putLongRelease(word, means.code());
        }
    }

    /**
     * Makes the slot, which the caller holds, the next incarnation's; returns the joining state
     * word.
     */
    public long join(int slot) {
        long start = layout.slot(slot);
        long joining =
                ParticipantLayout.stateWord(
                        ParticipantLayout.incarnation(stateWord(slot)) + 1, JOINING);
        memory.putLongVolatile(start + STATE_OFFSET, joining);
        if (slot != RECEIVER_SLOT) {
            countTableChange();
        }
        long now = System.currentTimeMillis();
        memory.putLong(start + WAKES_BY_OFFSET, WakeMeans.UNKNOWN.code());
        memory.putLong(start + PID_OFFSET, PID);
        memory.putLong(start + PROCESS_START_OFFSET, PROCESS_START);
        memory.putLong(start + ATTACHED_AT_OFFSET, now);
        memory.putLongRelease(start + BEAT_AT_OFFSET, now);
        return joining;
    }

    /**
     * Changes the slot's state if its word is still the expected one; returns the new word, or 0.
     */
    public long change(int slot, long expected, int state) {
        long next = ParticipantLayout.stateWord(ParticipantLayout.incarnation(expected), state);
        return memory.compareAndSetLong(layout.slot(slot) + STATE_OFFSET, expected, next)
                ? next
                : 0;
    }

    /** Raises the heartbeat of a slot that the caller owns. */
    public void beat(int slot) {
        long word = CounterLayout.heartbeat(slot);
        memory.putLongRelease(word, memory.getLong(word) + 1);
        memory.putLongRelease(layout.slot(slot) + BEAT_AT_OFFSET, System.currentTimeMillis());
    }

    /** The attach word. */
    public long attachWord() {
        return memory.getLongVolatile(ControlLayout.ATTACH_WORD);
    }

    /**
     * Counts one more sender; false when the channel is closed. The sender's slot is joining
     * already.
     */
    public boolean countAttach() {
        while (true) {
            // SYNC closed-verdict: pairs with the compare-and-set in close
            long word = attachWord();
            if (ControlLayout.isClosed(word)) {
                return false;
            }
            if (memory.compareAndSetLong(
                    ControlLayout.ATTACH_WORD, word, ControlLayout.withOneMore(word))) {
                return true;
            }
        }
    }

    /** Sets the closed bit if nobody has attached since the word was read. */
    public boolean close(long attachWord) {
        return memory.compareAndSetLong(
                ControlLayout.ATTACH_WORD, attachWord, ControlLayout.closed(attachWord));
    }

    /** Begins a new epoch if the channel is closed. */
    public void reopen() {
        long word = attachWord();
        if (ControlLayout.isClosed(word)) {
            memory.compareAndSetLong(
                    ControlLayout.ATTACH_WORD, word, ControlLayout.nextEpoch(word));
        }
    }

    /**
     * How often senders have taken slots, left them or been fenced; another number means that the
     * table and the closed verdict are worth a look.
     */
    public long tableChanges() {
        return memory.getLongAcquire(ControlLayout.TABLE_CHANGES);
    }

    /** Counts a sender whose slot has just changed its state. */
    public void countTableChange() {
        // SYNC table-changes: after the state word; pairs with OccupiedSlots.refresh
        memory.getAndAddLong(ControlLayout.TABLE_CHANGES, 1);
    }

    /** Whether any sender counts as attached. */
    public boolean anySenderAttached() {
        for (int slot = 1; slot <= layout.maxSenders(); slot++) {
            if (ParticipantLayout.isAttached(stateWord(slot))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The slot of the sender that is alone: nobody else is attached, and nobody was fenced whose
     * slot is not free; 0 if there is none.
     */
    public int onlySender() {
        int only = 0;
        for (int slot = 1; slot <= layout.maxSenders(); slot++) {
            long word = stateWord(slot);
            if (ParticipantLayout.state(word) == ParticipantLayout.FENCED) {
                return 0;
            }
            if (ParticipantLayout.isAttached(word)) {
                if (only != 0) {
                    return 0;
                }
                only = slot;
            }
        }
        return only;
    }

    /** Zeroes a sender's counters for its next owner; the caller holds the slot. */
    public void clearCounters(int slot) {
        memory.putLongRelease(CounterLayout.senderMessages(slot), 0);
        memory.putLongRelease(CounterLayout.senderBytes(slot), 0);
        memory.putLongRelease(CounterLayout.senderTimesFull(slot), 0);
    }
}
