package io.millrace.ring;

import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.Memory;
import io.millrace.memory.Padded;

/**
 * The claim that a sender is about to make or has made, in its participant slot: position and
 * extent.
 *
 * <p>Both are one word when the extent is at most 62 units of 64 bytes, which every message under 4
 * KiB is: positions are multiples of 64, so six bits are free, and the position keeps all its other
 * bits and never wraps. A longer extent stands in the word beside it, written while the intent is
 * an empty one at the same position, so that a reader who finds the same intent before and after it
 * has read the extent has read the extent that belongs to it.
 *
 * <p>One writer, the owner of the slot; {@link #read} may be called by anyone.
 */
final class Intent extends Padded {
    static final long NONE = 0;

    private static final int UNIT_SHIFT = Long.numberOfTrailingZeros(RecordLayout.ALIGNMENT);
    private static final long UNITS_MASK = RecordLayout.ALIGNMENT - 1;
    private static final long LONG = UNITS_MASK;

    /** Extents from here on do not fit the word. */
    static final int LONG_EXTENT = (int) LONG << UNIT_SHIFT;

    private final Memory memory;
    private final long word;
    private final long longExtentWord;

    /** What the last {@link #read} found. */
    private long start;

    private long end;

    Intent(Memory memory, FileLayout layout, int slot) {
        this.memory = memory;
        this.word = layout.slot(slot) + ParticipantLayout.INTENT_OFFSET;
        this.longExtentWord = layout.slot(slot) + ParticipantLayout.LONG_EXTENT_OFFSET;
    }

    /**
     * Declares what is about to be claimed. A plain store will do for a short extent: a fence
     * stands between the stamps of the claim before and this call, and the claim's compare-and-set,
     * or a sole sender's compiler fence, comes after it.
     *
     * <p>SYNC declare-intent: before the claim's compare-and-set; pairs with {@link #read} in the
     * recovery.
     */
    void declare(long position, long extent) {
        if (extent < LONG_EXTENT) {
            memory.putLong(word, shortIntent(position, extent));
        } else {
            memory.putLongRelease(word, position);
            memory.putLongRelease(longExtentWord, extent);
            memory.putLongRelease(word, position | LONG);
        }
    }

    /** The word of an intent, where an extent is short. */
    static long shortIntent(long position, long extent) {
        return position | extent >>> UNIT_SHIFT;
    }

    /** Where the word is, as {@link Memory#placeOf}. */
    long place() {
        return memory.placeOf(word);
    }

    /** Takes the intent back: nothing is claimed, or all of it is stamped. */
    void withdraw() {
        memory.putLongRelease(word, NONE);
    }

    /** Reads the slot's intent; false when there is none. */
    boolean read() {
        while (true) {
            long value = memory.getLongVolatile(word);
            if (value == NONE) {
                return false;
            }
            long units = value & UNITS_MASK;
            start = value & ~UNITS_MASK;
            if (units != LONG) {
                end = start + (units << UNIT_SHIFT);
                return true;
            }
            end = start + (memory.getLongVolatile(longExtentWord) & ~UNITS_MASK);
            if (memory.getLongVolatile(word) == value) {
                return true;
            }
        }
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    /** Whether the intent that was read covers this position. */
    boolean covers(long position) {
        return start <= position && position < end;
    }
}
