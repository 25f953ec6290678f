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
 * refresh reads the next few slots besides, so that all are read in {@link #REFRESHES}: for a
 * sender whose process was killed between taking its slot and the count, the next instruction.
 *
 * <p>For one thread at a time.
 */
final class OccupiedSlots {
    /** Within so many refreshes each occupied slot is found, counted or not. */
    static final int REFRESHES = 64;

    private final Participants participants;
    private final int last;
    private final int part;
    private final int[] slots;
    private final boolean[] listed;
    private int count;
    private int next = 1;
    private long seenChanges = -1;

    OccupiedSlots(Participants participants, FileLayout layout) {
        this.participants = participants;
        this.last = layout.maxSenders();
        this.part = (last + REFRESHES - 1) / REFRESHES;
        this.slots = new int[last];
        this.listed = new boolean[last + 1];
    }

    /** Looks for what has come and gone. */
    void refresh() {
        // SYNC table-changes: before the slots, so that what is counted later is found by the next
        // refresh; pairs with Participants.countTableChange
        long changes = participants.tableChanges();
        if (changes == seenChanges) {
            list(part);
            return;
        }
        seenChanges = changes;
        Arrays.fill(listed, false);
        count = 0;
        list(last);
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

    private static boolean isOccupied(long stateWord) {
        return ParticipantLayout.isAttached(stateWord)
                || ParticipantLayout.state(stateWord) == ParticipantLayout.FENCED;
    }
}
