package io.millrace.ring;

import static io.millrace.layout.CounterLayout.CONSUMER_CURSOR;
import static io.millrace.layout.CounterLayout.READ_POSITION;

import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.Memory;

/**
 * The receiving side of the ring: one place that reads records, for every kind of receive.
 *
 * <p>Assumptions: one consumer at a time, used by one thread at a time.
 *
 * <p>Guarantees: records are shown in the order of positions, each only once its stamp stands; the
 * ring is never written; whatever a record says of its length, nothing outside the ring is shown.
 *
 * <p>Progress: wait-free; at most one lap of padding is passed in a call.
 */
public final class RingConsumer extends RingSide {
    private final long salt;
    private final int capacity;
    private final int placeMask;
    private final int maxLength;
    private final long ringPlace;
    private final ReuseLimit reuseLimit;
    private final int publishAfter;

    private long position;
    private long published;
    private boolean limited;
    private int length;

    /** A consumer that goes on where the last one stopped, and is not entered. */
    public RingConsumer(Memory memory, FileLayout layout, long salt, Owners owners) {
        this(memory, layout, salt, owners, null);
    }

    /** A consumer that goes on where the last one stopped. */
    public RingConsumer(Memory memory, FileLayout layout, long salt, Owners owners, Keeper keeper) {
        this(
                memory,
                layout,
                salt,
                new ReuseLimit(memory, layout, salt, owners),
                layout.capacity() / 4,
                keeper);
    }

    /**
     * One that only looks, for who holds every slot of the channel: it gives nothing back by
     * itself.
     */
    public static RingConsumer onlooker(Memory memory, FileLayout layout, long salt) {
        return new RingConsumer(memory, layout, salt, null, Integer.MAX_VALUE, null);
    }

    private RingConsumer(
            Memory memory,
            FileLayout layout,
            long salt,
            ReuseLimit reuseLimit,
            int publishAfter,
            Keeper keeper) {
        super(memory, keeper);
        this.salt = salt;
        this.capacity = layout.capacity();
        this.placeMask = layout.placeMask();
        this.maxLength = layout.maxMessageLength();
        this.ringPlace = memory.placeOf(layout.ringOffset());
        this.reuseLimit = reuseLimit;
        this.publishAfter = publishAfter;
        this.published = memory.getLongVolatile(CONSUMER_CURSOR);
        // SYNC read-position: after the consumer cursor; pairs with publishLimited
        this.position = Math.max(published, memory.getLongVolatile(READ_POSITION));
        this.limited = true;
    }

    /**
     * Looks for the next message.
     *
     * @return whether there is one; then {@link #offset} and {@link #length} tell where.
     */
    public boolean next() {
        long found = find(position);
        if (isNone(found)) {
            moveTo(endOfSearch(found));
            return false;
        }
        position = found;
        length = lengthAt(found);
        return true;
    }

    /** Where the message that {@link #next} found starts, from the start of the ring. */
    public int offset() {
        return offsetAt(position);
    }

    /** Length of that message. */
    public int length() {
        return length;
    }

    /** Goes past the message that {@link #next} found. */
    public void advance() {
        position += RecordLayout.extent(length);
    }

    /**
     * Looks for the first message from this position on, without going there: for loops that keep
     * the position to themselves and say at their end, by {@link #moveTo}, where they are.
     *
     * @return its position; where {@link #isNone}, there is none.
     */
    public long find(long from) {
        long stamp = stampAt(from);
        return stamp == from ? from : findElsewhere(from, stamp);
    }

    /** Apart, since HotSpot inlines up to 35 bytecodes also where it has seen few calls. */
    private long findElsewhere(long from, long stamp) {
        return stamp == ~from ? findBehindPadding(from) : ~from;
    }

    private long findBehindPadding(long padding) {
        long at = padding;
        long stamp;
        do {
            at += paddingExtent(at);
            stamp = stampAt(at);
        } while (stamp == ~at);
        return stamp == at ? at : ~at;
    }

    private long stampAt(long at) {
        // SYNC publish-record: pairs with RingProducer.stamp and RingRepair.stampPadding
        return getLongAcquireAt(record(at)) ^ salt;
    }

    /** Whether {@link #find} found no message. */
    public static boolean isNone(long found) {
        return found < 0;
    }

    /** Where a search ended that found no message. */
    public static long endOfSearch(long found) {
        return ~found;
    }

    /** Length of the message at this position, where one was found. */
    public int lengthAt(long at) {
        int payload = lengthWord(at);
        if (payload < 0 || payload > room(at)) {
            throw corruptLength(at, payload);
        }
        return payload;
    }

    private CorruptRecordException corruptLength(long at, int payload) {
        return new CorruptRecordException(
                "record at position " + at + ": length " + payload + ", expected 0 to " + room(at));
    }

    /** Where the payload of the record at this position starts, from the start of the ring. */
    public int offsetAt(long at) {
        return ((int) at & placeMask) + RecordLayout.HEADER_LENGTH;
    }

    /** Goes to this position, which is behind messages that were read and padding. */
    public void moveTo(long to) {
        if (to != position) {
            position = to;
        }
    }

    /** Whether the space before this position is worth giving back although messages follow. */
    public boolean isMuch(long to) {
        return to - published >= publishAfter;
    }

    /** Gives the space of what was passed back to the senders. */
    public void publish() {
        if (limited) {
            publishLimited();
        } else if (position != published) {
            // SYNC reuse-space: pairs with RingProducer.isFull
            memory.putLongRelease(CONSUMER_CURSOR, position);
            published = position;
        }
    }

    /** How many bytes were passed that were not given back. */
    public long keptSpace() {
        return position - published;
    }

    /** Up to where space was given back. */
    public long published() {
        return published;
    }

    /** Where the next record will be looked for. */
    public long position() {
        return position;
    }

    /** Whether the record at the read position is stamped by now. */
    public boolean isReady() {
        long stamp = stampAt(position);
        return stamp == position || stamp == ~position;
    }

    /** Goes on at this position without reading what is before it; its memory stays its owner's. */
    public void passOver(long end) {
        position = end;
        limited = true;
        publishLimited();
    }

    /** Whether some of what was passed still belongs to a fenced sender. */
    public boolean isLimited() {
        return limited;
    }

    private void publishLimited() {
        // SYNC read-position: before the consumer cursor, since a successor starts at the larger
        // of the two; pairs with the constructor
        memory.putLongRelease(READ_POSITION, position);
        long limit = reuseLimit.of(position, published);
        if (limit != published) {
            // SYNC reuse-space: pairs with RingProducer.isFull
            memory.putLongRelease(CONSUMER_CURSOR, limit);
            published = limit;
        }
        limited = reuseLimit.isHeldBack();
    }

    private int room(long at) {
        return Math.min(capacity - offsetAt(at), maxLength);
    }

    private int paddingExtent(long at) {
        int index = (int) at & placeMask;
        int extent = lengthWord(at) + RecordLayout.HEADER_LENGTH;
        if (extent <= 0
                || extent > capacity - index
                || (extent & (RecordLayout.ALIGNMENT - 1)) != 0) {
            throw new CorruptRecordException(
                    "padding at position "
                            + at
                            + ": extent "
                            + extent
                            + ", expected a multiple of "
                            + RecordLayout.ALIGNMENT
                            + " up to "
                            + (capacity - index));
        }
        return extent;
    }

    private int lengthWord(long at) {
        return RecordLayout.length(getLongAt(record(at) + RecordLayout.LENGTH_AND_SLOT_OFFSET));
    }

    private long record(long at) {
        return ringPlace + (at & placeMask);
    }
}
