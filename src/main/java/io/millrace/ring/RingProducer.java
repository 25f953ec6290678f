package io.millrace.ring;

import static io.millrace.layout.CounterLayout.CONSUMER_CURSOR;
import static io.millrace.layout.CounterLayout.PRODUCER_CURSOR;
import static io.millrace.layout.CounterLayout.READ_POSITION;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.BackOff;
import io.millrace.memory.Memory;

/**
 * The sending side of the ring: claims space, and stamps what was written into it.
 *
 * <p>Assumptions: one producer object per slot, used by one thread at a time; the slot is held for
 * as long as the object is used.
 *
 * <p>Guarantees: a claimed extent belongs to this producer alone until its last stamp; what it
 * stamps becomes visible in the order of positions; its extent can be found out by others at every
 * instruction, because the intent stands before the claim does; a try that fails moves no cursor
 * and leaves no intent behind.
 *
 * <p>Progress: wait-free while it is the sole sender, lock-free among senders, where who loses a
 * claim to another pauses for a moment; a claim fails only when the ring is full.
 */
public class RingProducer extends RingSide {
    /** The ring has no room for the claim now. */
    public static final long FULL = -1;

    /** Nothing was tried that would tell; {@link #tryClaimExtent} does. */
    public static final long UNUSUAL = -2;

    /** The longest payload that {@link #tryExtentAtOnce} takes. */
    public static final int LONGEST_AT_ONCE =
            Intent.LONG_EXTENT - RecordLayout.ALIGNMENT - RecordLayout.HEADER_LENGTH;

    /** Nothing ends before it, not even a claim at a position that a damaged file made up. */
    private static final long NO_LIMIT = Long.MIN_VALUE;

    private final FileLayout layout;
    private final long salt;
    private final int slot;
    private final long slotBits;
    private final int capacity;
    private final long ringPlace;
    private final long claimWord;

    /**
     * Without the bits of the alignment, so that {@code (cursor | placeMask) + 1} is 63 bytes
     * before the lap's end: a claim that ends with the lap takes the longer way.
     */
    private final int placeMask;

    private final Intent intent;
    private final long intentPlace;
    private final BackOff backOff = new BackOff();

    private long consumerCursor;

    /** End of the last claim; while this is the sole sender, the producer cursor. */
    private long claimEnd;

    private long soleMarker = SoleMode.NONE;

    /**
     * A sole sender's claims that end before this position need no padding and no look at the
     * consumer cursor.
     */
    private long soleLimit = NO_LIMIT;

    private volatile boolean alone;

    /** A producer for the given slot of the participant table, which is not entered. */
    public RingProducer(Memory memory, FileLayout layout, long salt, int slot) {
        this(memory, layout, salt, slot, null);
    }

    /** A producer for the given slot of the participant table. */
    protected RingProducer(Memory memory, FileLayout layout, long salt, int slot, Keeper keeper) {
        super(memory, keeper);
        this.layout = layout;
        this.ringPlace = memory.placeOf(layout.ringOffset());
        this.claimWord = memory.placeOf(ClaimWord.OFFSET);
        this.salt = salt;
        this.slot = slot;
        this.slotBits = RecordLayout.lengthAndSlot(0, slot);
        this.capacity = layout.capacity();
        this.placeMask = layout.placeMask();
        this.intent = new Intent(memory, layout, slot);
        this.intentPlace = intent.place();
    }

    /**
     * Claims space for one record.
     *
     * @param length of the payload in bytes, 0 to the layout's longest message.
     * @return the record's position, or {@link #FULL}.
     */
    public final long tryClaim(int length) {
        return tryClaimExtent(RecordLayout.extent(length));
    }

    /**
     * Claims space for several records, which {@link #commitAt} makes of it one by one; at the end
     * {@link #padRest}.
     *
     * @param extent of all of them with their headers, in bytes: a multiple of {@link
     *     RecordLayout#ALIGNMENT}, at most half the capacity.
     * @return the first one's position, or {@link #FULL}.
     */
    public final long tryClaimExtent(int extent) {
        return isSole() ? tryClaimSole(extent) : tryClaimShared(extent);
    }

    /** Whether this is the sole sender, for which {@link #tryExtentAtOnce} pays. */
    protected final boolean isSole() {
        return soleMarker != SoleMode.NONE;
    }

    /**
     * What {@link #tryClaimExtent} mostly does for a sole sender, which calls that where this was
     * not enough: claims where the last look at the consumer cursor found room. It stays small, so
     * that the compiler inlines it, with all of a send, into its caller's code.
     *
     * @param extent of one record, whose payload is not longer than {@link #LONGEST_AT_ONCE}.
     * @return the position, or {@link #UNUSUAL}.
     */
    public final long tryExtentAtOnce(int extent) {
        long cursor = claimEnd;
        long end = cursor + extent;
        if (end >= soleLimit) {
            return UNUSUAL;
        }
        putLongAt(intentPlace, Intent.shortIntent(cursor, extent));
        return isStillSole(cursor, end) ? cursor : UNUSUAL;
    }

    private long tryClaimSole(int extent) {
        long cursor = claimEnd;
        int padding = paddingBefore(cursor, extent);
        long end = cursor + padding + extent;
        if (isFull(end)) {
            // The last intent stays: its end is the producer cursor.
            return FULL;
        }
        if (!takeSole(cursor, end)) {
            return tryClaimShared(extent);
        }
        if (isSole()) {
            long lapEnd = (end | placeMask) + 1;
            soleLimit = Math.min(lapEnd, consumerCursor + capacity) + 1;
        }
        return begin(cursor, padding);
    }

    /** Claims from the cursor to this end, unless somebody has ended the mode. */
    private boolean takeSole(long cursor, long end) {
        intent.declare(cursor, end - cursor);
        return isStillSole(cursor, end);
    }

    private boolean isStillSole(long cursor, long end) {
        // SYNC revoke-sole: the intent before the look; the processor may delay the intent, which
        // the grace period outlasts; pairs with SoleMode.revoke
        Memory.storeLoadCompilerFence();
        if (getLongOpaqueAt(claimWord) != soleMarker && !wasInTime(cursor, end)) {
            return false;
        }
        claimEnd = end;
        return true;
    }

    /** End of the last claim. */
    public final long claimEnd() {
        return claimEnd;
    }

    /** Where the last record of a claim starts, whose payload may have this length. */
    protected final long claimStart(int claimed) {
        return claimEnd - RecordLayout.extent(claimed);
    }

    /** Somebody has ended the mode: whether the claim that was being made counts. */
    private boolean wasInTime(long cursor, long end) {
        long base = SoleMode.settle(memory, layout, ClaimWord.revoked(soleMarker), cursor);
        endSoleMode();
        if (base != end) {
            // The sender may refuse, as its receiver is gone, before it declares another one.
            intent.withdraw();
        }
        return base == end;
    }

    private long tryClaimShared(int extent) {
        if (alone && enterSoleMode()) {
            return tryClaimSole(extent);
        }
        while (true) {
            long cursor = memory.getLongVolatile(ClaimWord.OFFSET);
            if (ClaimWord.isMarker(cursor)) {
                SoleMode.end(memory, layout);
                continue;
            }
            requirePosition(cursor);
            int padding = paddingBefore(cursor, extent);
            long end = cursor + padding + extent;
            if (isFull(end)) {
                intent.withdraw();
                return FULL;
            }
            intent.declare(cursor, padding + extent);
            if (memory.compareAndSetLong(ClaimWord.OFFSET, cursor, end)) {
                // For onlookers, in the line that was just taken; may go back for a moment.
                memory.putLong(PRODUCER_CURSOR, end);
                claimEnd = end;
                return begin(cursor, padding);
            }
            backOff.lost();
        }
    }

    private int paddingBefore(long cursor, int extent) {
        int toEnd = capacity - ((int) cursor & placeMask);
        return toEnd < extent ? toEnd : 0;
    }

    private boolean isFull(long end) {
        if (end - consumerCursor > capacity) {
            // SYNC reuse-space: pairs with RingConsumer.publish
            consumerCursor = memory.getLongVolatile(CONSUMER_CURSOR);
            return end - consumerCursor > capacity;
        }
        return false;
    }

    private long begin(long cursor, int padding) {
        if (padding > 0) {
            stampPadding(cursor, padding);
        }
        return cursor + padding;
    }

    /** Says whether no other sender is attached, so that the sole mode pays; a hint. */
    public final void setAlone(boolean alone) {
        if (this.alone != alone) {
            this.alone = alone;
        }
    }

    private boolean enterSoleMode() {
        alone = false;
        long cursor = memory.getLongVolatile(ClaimWord.OFFSET);
        if (!ClaimWord.isMarker(cursor)) {
            requirePosition(cursor);
            soleMarker = SoleMode.enter(memory, layout, slot, intent, cursor);
            claimEnd = cursor;
        }
        return isSole();
    }

    /** What is claimed must lie in the ring, wherever a damaged file says that the ring ends. */
    private void requirePosition(long cursor) {
        if (!ClaimWord.isPosition(cursor)) {
            intent.withdraw();
            throw new CorruptRecordException(
                    "producer cursor is %d, expected a multiple of %d from 0 to %d"
                            .formatted(cursor, RecordLayout.ALIGNMENT, ClaimWord.MAX_POSITION));
        }
    }

    private void leaveSoleMode() {
        long revoked = ClaimWord.revoked(soleMarker);
        memory.compareAndSetLong(ClaimWord.OFFSET, soleMarker, revoked);
        SoleMode.settle(memory, layout, revoked, claimEnd);
        endSoleMode();
    }

    private void endSoleMode() {
        soleMarker = SoleMode.NONE;
        soleLimit = NO_LIMIT;
    }

    /** At least this many bytes of the ring were free after the last claim. */
    public final long freeAfterClaim() {
        return capacity - (claimEnd - consumerCursor);
    }

    /**
     * Whether the last claim is where the receiver reads, so that it may wait for a record of it;
     * also when nothing is claimed.
     */
    public final boolean isAwaited() {
        // SYNC awaited: pairs with RingConsumer.publish and publishLimited
        long read =
                Math.max(
                        memory.getLongVolatile(CONSUMER_CURSOR),
                        memory.getLongVolatile(READ_POSITION));
        return !intent.read() || intent.covers(read);
    }

    /**
     * Commits the claim with a payload of this length, at most what was claimed; the rest becomes
     * padding.
     *
     * @param claimed the length that was claimed.
     */
    public final void commit(int claimed, int length) {
        commit(claimStart(claimed), claimed, length);
    }

    /** The same, of the claim that starts at this position. */
    protected final void commit(long position, int claimed, int length) {
        pad(commitAt(position, length), position + RecordLayout.extent(claimed));
    }

    /**
     * Commits a record at this position of the claim; what is behind it stays claimed. Positions
     * ascend.
     *
     * @return where the record ends and the next one may start.
     */
    public final long commitAt(long position, int length) {
        stampCommitted(placeOf(position), position, length);
        return position + RecordLayout.extent(length);
    }

    /** Commits the record at this position, whose place the caller has worked out. */
    void stampCommitted(long place, long position, int length) {
        stamp(place, length, RecordLayout.committed(position, salt));
    }

    /** Turns the claim from this position on into padding, which the receiver passes over. */
    public final void padRest(long from) {
        pad(from, claimEnd);
    }

    private void pad(long from, long end) {
        if (from < end) {
            stampPadding(from, (int) (end - from));
        }
    }

    /**
     * Turns the claim into padding.
     *
     * @param claimed the length that was claimed.
     */
    public final void abort(int claimed) {
        padRest(claimStart(claimed));
    }

    /**
     * Says that nothing of this producer is unfinished: after an abort for good, or when the owner
     * leaves.
     */
    public final void withdraw() {
        if (isSole()) {
            leaveSoleMode();
        }
        intent.withdraw();
    }

    private void stampPadding(long at, int extent) {
        stamp(placeOf(at), extent - RecordLayout.HEADER_LENGTH, RecordLayout.padding(at, salt));
    }

    private void stamp(long place, int length, long stamp) {
        putLongAt(
                place + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                slotBits | RecordLayout.lengthAndSlot(length, 0));
        // SYNC publish-record: pairs with RingConsumer.find
        putLongReleaseAt(place, stamp);
    }

    /** Where the record at this position is, as {@link Memory#placeOf}. */
    long placeOf(long at) {
        return ringPlace + (at & placeMask);
    }
}
