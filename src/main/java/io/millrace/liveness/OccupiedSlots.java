package io.millrace.liveness;

import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import java.util.Arrays;

/**
 * The senders' slots that are worth a look at each heartbeat: those whose half is attached or
 * fenced. Most of a participant table is free, and who reads all of it ten times a second takes
 * more of a core, from whoever spins there, than all the rest of a heartbeat does.
 *
 * <p>The whole table is read when it was counted that somebody took, left or lost a slot. Each
 * refresh reads the next few slots besides, so that all are read within a heartbeat timeout: for a
 * sender whose process was killed between taking its slot and the count, the next instruction.
 *
 * <p>For one thread at a time.
 */
final class OccupiedSlots {
    private final Participants participants;
    private final int last;
    private final int part;
    private final int[] slots;
    private final boolean[] listed;
    private int count;
    private int next = 1;
    private long seenChanges = -1;

    /**
     * Of this channel.
     *
     * @param refreshes in so many at most each occupied slot is found, counted or not.
     */
    OccupiedSlots(Participants participants, FileLayout layout, int refreshes) {
        this.participants = participants;
        this.last = layout.maxSenders();
        this.part = (last + refreshes - 1) / refreshes;
        this.slots = new int[last];
        this.listed = new boolean[last + 1];
    }

    /** Looks for what has come and gone; true when the table was counted to have changed. */
    boolean refresh() {
        // SYNC table-changes: before the slots, so that what is counted later is found by the next
        // refresh; pairs with Participants.countTableChange
        long changes = participants.tableChanges();
        if (changes == seenChanges) {
            list(part);
            return false;
        }
        Arrays.fill(listed, false);
        count = 0;
        list(last);
        seenChanges = changes;
        return true;
    }

    /** How many there are; some may have become free since the last refresh. */
    int count() {
        return count;
    }

    /** The slot with this index, from 0. */
    int slot(int index) {
        return slots[index];
    }

    private void list(int many) {
        for (int i = 0; i < many; i++) {
            if (!listed[next] && isOccupied(participants.stateWord(next))) {
                listed[next] = true;
                slots[count++] = next;
            }
            next = next == last ? 1 : next + 1;
        }
    }

    /** Whether a half is attached or fenced. */
    static boolean isOccupied(long stateWord) {
        return ParticipantLayout.isAttached(stateWord)
                || ParticipantLayout.state(stateWord) == ParticipantLayout.FENCED;
    }
}
