package io.millrace.ring;

import static io.millrace.layout.CounterLayout.PRODUCER_CURSOR;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.ControlLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.Memory;

/**
 * The mode in which one sender has the producer cursor to itself: the end of its intent is the
 * cursor, so a claim is two plain stores and a load, without a locked instruction.
 *
 * <p>Anyone may end the mode, at any time, whether the sole sender runs, is stopped or is dead: it
 * revokes the marker, waits until what the sole sender stored before must be visible, and settles
 * with it, by one compare-and-set of the slot's base word, whether the claim that is being made
 * counts. Both sides then do the same to the claim word, so nobody waits for anybody. A marker
 * holds an epoch that never comes back; a compare-and-set that comes late fails.
 *
 * <p>Idea: biased locking with revocation (Kawachiya, Koseki and Onodera, 2002).
 */
public final class SoleMode {
    /** No marker: the mode is not on. */
    public static final long NONE = 0;

    private SoleMode() {}

    /** Where a sender's slot has its base word. */
    static long baseWord(FileLayout layout, int slot) {
        return layout.slot(slot) + ParticipantLayout.BASE_OFFSET;
    }

    /**
     * The producer cursor, in whatever mode the channel is. While a sole sender runs it is a moment
     * old.
     *
     * @throws CorruptRecordException when the claim word cannot be.
     */
    public static long producerCursor(Memory memory, FileLayout layout) {
        while (true) {
            long word = memory.getLongVolatile(ClaimWord.OFFSET);
            if (!ClaimWord.isMarker(word)) {
                return word;
            }
            int slot = checkedSlot(layout, word);
            // SYNC enter-sole: the marker before base and intent
            long base = memory.getLongVolatile(baseWord(layout, slot));
            long cursor = ClaimWord.isMarker(base) ? intentEnd(memory, layout, slot) : base;
            if (memory.getLongVolatile(ClaimWord.OFFSET) == word) {
                return cursor;
            }
        }
    }

    /** Ends the mode, if it is one; waits for the grace period. */
    public static void end(Memory memory, FileLayout layout) {
        long marker = revoke(memory);
        while (marker != NONE) {
            memory.awaitForeignStores();
            conclude(memory, layout, marker);
            marker = revoke(memory);
        }
    }

    /**
     * Begins to end the mode.
     *
     * @return the marker, with which {@link #conclude} is to be called when {@link
     *     Memory#STORE_GRACE_NS} have passed since, or the sole sender is proven dead; {@link
     *     #NONE} if the mode is not on.
     */
    public static long revoke(Memory memory) {
        while (true) {
            long word = memory.getLongVolatile(ClaimWord.OFFSET);
            if (!ClaimWord.isMarker(word)) {
                return NONE;
            }
            // SYNC enter-sole: base and intent are read after the marker
            // SYNC revoke-sole: pairs with the look at the claim word in RingProducer
            long revoked = ClaimWord.revoked(word);
            if (word == revoked || memory.compareAndSetLong(ClaimWord.OFFSET, word, revoked)) {
                return revoked;
            }
        }
    }

    /** Ends a mode that was revoked a grace period ago. */
    public static void conclude(Memory memory, FileLayout layout, long marker) {
        int slot = checkedSlot(layout, marker);
        settle(memory, layout, marker, intentEnd(memory, layout, slot));
    }

    /** The sole sender's slot, if the mode is on, else 0. */
    public static int soleSlot(Memory memory, FileLayout layout) {
        long word = memory.getLongVolatile(ClaimWord.OFFSET);
        return ClaimWord.isMarker(word) ? checkedSlot(layout, word) : 0;
    }

    /**
     * Makes the caller's slot the sole one, at this producer cursor.
     *
     * @return the marker, or {@link #NONE} when somebody else has claimed or has the mode.
     */
    static long enter(Memory memory, FileLayout layout, int slot, Intent intent, long cursor) {
        long epoch = memory.getAndAddLong(ControlLayout.SOLE_EPOCH, 1);
        long marker = ClaimWord.marker(epoch, slot);
        memory.putLongVolatile(baseWord(layout, slot), marker);
        intent.declare(cursor, 0);
        // SYNC enter-sole: base and intent before the marker; pairs with the loads of the claim
        // word in revoke and producerCursor
        if (memory.compareAndSetLong(ClaimWord.OFFSET, cursor, marker)) {
            return marker;
        }
        intent.withdraw();
        return NONE;
    }

    /**
     * Settles where the shared mode goes on: at the proposed position, unless somebody has settled
     * it before.
     *
     * @param marker revoked.
     * @return that position.
     */
    static long settle(Memory memory, FileLayout layout, long marker, long proposed) {
        long baseWord = baseWord(layout, ClaimWord.slot(marker));
        // SYNC settle-sole: of all who end the mode, and the sole sender, the first one decides;
        // pairs with itself
        memory.compareAndSetLong(baseWord, ClaimWord.active(marker), proposed);
        long base = memory.getLongVolatile(baseWord);
        if (ClaimWord.isPosition(base)) {
            // Fails if the mode is over; then the base that was read may be of a later one.
            if (memory.compareAndSetLong(ClaimWord.OFFSET, marker, base)) {
                memory.putLong(PRODUCER_CURSOR, base);
            }
        } else if (memory.getLongVolatile(ClaimWord.OFFSET) == marker) {
            throw new CorruptRecordException(
                    "the base word of sender slot %d is %d, expected a multiple of %d from 0 to %d"
                            .formatted(
                                    ClaimWord.slot(marker),
                                    base,
                                    RecordLayout.ALIGNMENT,
                                    ClaimWord.MAX_POSITION));
        }
        return base;
    }

    private static long intentEnd(Memory memory, FileLayout layout, int slot) {
        Intent intent = new Intent(memory, layout, slot);
        return intent.read() ? intent.end() : 0;
    }

    private static int checkedSlot(FileLayout layout, long marker) {
        int slot = ClaimWord.slot(marker);
        if (slot < 1 || slot > layout.maxSenders()) {
            throw new CorruptRecordException(
                    "producer cursor is %d, expected a multiple of %d that is not negative"
                            .formatted(marker, RecordLayout.ALIGNMENT));
        }
        return slot;
    }
}
