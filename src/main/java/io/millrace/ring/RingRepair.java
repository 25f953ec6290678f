package io.millrace.ring;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.Memory;

/**
 * Finds out what holds up a position that was claimed and is not stamped, and mends it where that
 * is safe.
 *
 * <p>Assumptions: called by the one receiver only, for its read position.
 *
 * <p>Guarantees: the extent that is found is the extent that was claimed. Whoever won the position
 * declared its intent before, so it is among the candidates; whoever claimed at the winner's end
 * declared an intent there and keeps it until its stamp stands, so that end is always seen as a
 * boundary; and intents start at cursor values that somebody read, so nothing inside the winner's
 * extent passes for one. Memory is written only when every candidate is proven dead, and not when
 * the stamp has come after all.
 *
 * <p>Progress: each step can be repeated, by this receiver or by its successor.
 */
public final class RingRepair {
    /** What {@link #examine} found. */
    public enum Outcome {
        /** The record is stamped by now, or nothing was claimed. */
        READY,
        /** Somebody who may own the record lives and is not fenced. */
        BLOCKED,
        /**
         * Nobody's intent covers the record: whoever claimed it declared one before and keeps it
         * until the stamp stands, so the file is damaged.
         */
        UNOWNED,
        /** All owners were dead: the record is padding now. */
        RECOVERED,
        /**
         * All owners are dead or fenced: after a grace period the receiver may pass over to {@link
         * #end}.
         */
        FENCED
    }

    private final Memory memory;
    private final FileLayout layout;
    private final long salt;
    private final Owners owners;
    private final Intent[] intents;
    private final boolean[] candidate;
    private final boolean[] held;
    private final long[] starts;
    private final long[] ends;
    private long end;
    private int holder;

    /** Over the senders of this channel. */
    public RingRepair(Memory memory, FileLayout layout, long salt, Owners owners) {
        this.memory = memory;
        this.layout = layout;
        this.salt = salt;
        this.owners = owners;
        int slots = layout.maxSenders() + 1;
        this.intents = new Intent[slots];
        for (int slot = 1; slot < slots; slot++) {
            intents[slot] = new Intent(memory, layout, slot);
        }
        this.candidate = new boolean[slots];
        this.held = new boolean[slots];
        this.starts = new long[slots];
        this.ends = new long[slots];
    }

    /** Looks at the record at this position, which the receiver has found not ready. */
    public Outcome examine(long position) {
        // SYNC declare-intent: the cursor first, then the intents, then the stamps; pairs with
        // RingProducer.tryClaim
        long producerCursor = memory.getLongVolatile(ClaimWord.OFFSET);
        if (ClaimWord.isMarker(producerCursor)) {
            return isStamped(position) ? Outcome.READY : Outcome.BLOCKED;
        }
        if (producerCursor - position <= 0 || isStamped(position)) {
            return Outcome.READY;
        }
        readIntents(position);
        long boundary = smallestBoundary(position, producerCursor);
        if (boundary == position) {
            // The winner has stamped and gone on since the receiver looked.
            return isStamped(position) ? Outcome.READY : Outcome.UNOWNED;
        }
        end = boundary;
        try {
            return judge(position);
        } finally {
            for (int slot = 1; slot < held.length; slot++) {
                if (held[slot]) {
                    held[slot] = false;
                    owners.release(slot);
                }
            }
        }
    }

    /**
     * Where the examined record ends, after {@link Outcome#FENCED} or {@link Outcome#RECOVERED}.
     */
    public long end() {
        return end;
    }

    /**
     * The slot that holds the record up, after {@link Outcome#BLOCKED} or {@link Outcome#FENCED}; 0
     * if none is known.
     */
    public int holder() {
        return holder;
    }

    private void readIntents(long position) {
        for (int slot = 1; slot < candidate.length; slot++) {
            Intent intent = intents[slot];
            boolean any = intent.read();
            candidate[slot] =
                    any && intent.covers(position) && intent.end() - position <= layout.capacity();
            starts[slot] = any ? intent.start() : Long.MIN_VALUE;
            ends[slot] = candidate[slot] ? intent.end() : position;
        }
    }

    private long smallestBoundary(long position, long producerCursor) {
        long after = position;
        while (true) {
            long smallest = Long.MAX_VALUE;
            for (int slot = 1; slot < candidate.length; slot++) {
                if (ends[slot] > after && ends[slot] < smallest) {
                    smallest = ends[slot];
                }
            }
            if (smallest > producerCursor) {
                return position;
            }
            if (smallest == producerCursor || isStartOfAnIntent(smallest) || isStamped(smallest)) {
                return smallest;
            }
            after = smallest;
        }
    }

    private boolean isStartOfAnIntent(long position) {
        for (int slot = 1; slot < starts.length; slot++) {
            if (starts[slot] == position) {
                return true;
            }
        }
        return false;
    }

    private Outcome judge(long position) {
        boolean allDead = true;
        holder = 0;
        for (int slot = 1; slot < candidate.length; slot++) {
            if (candidate[slot]) {
                held[slot] = owners.holdIfDead(slot);
                if (!held[slot]) {
                    allDead = false;
                    holder = slot;
                    if (!owners.isFenced(slot)) {
                        return isStamped(position) ? Outcome.READY : Outcome.BLOCKED;
                    }
                }
            }
        }
        // Once more after the proof: the owner may have stamped before it died.
        if (isStamped(position)) {
            return Outcome.READY;
        }
        if (!allDead) {
            return Outcome.FENCED;
        }
        pad(position, end);
        return Outcome.RECOVERED;
    }

    private void pad(long from, long to) {
        long lapEnd = (from | (layout.capacity() - 1)) + 1;
        if (to > lapEnd) {
            stampPadding(from, (int) (lapEnd - from));
            stampPadding(lapEnd, (int) (to - lapEnd));
        } else {
            stampPadding(from, (int) (to - from));
        }
    }

    private void stampPadding(long at, int extent) {
        long record = layout.record(at);
        memory.putLong(
                record + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                RecordLayout.lengthAndSlot(extent - RecordLayout.HEADER_LENGTH, 0));
        // SYNC publish-record: pairs with RingConsumer.find
        memory.putLongRelease(record, RecordLayout.padding(at, salt));
    }

    private boolean isStamped(long position) {
        long stamp = memory.getLongAcquire(layout.record(position)) ^ salt;
        return stamp == position || stamp == ~position;
    }
}
