package io.millrace.ring;

import static io.millrace.layout.CounterLayout.CONSUMER_CURSOR;
import static io.millrace.layout.CounterLayout.PRODUCER_CURSOR;

import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
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
 * <p>Progress: lock-free among senders; a claim fails only when the ring is full.
 */
public final class RingProducer {
    /** The ring has no room for the claim now. */
    public static final long FULL = -1;

    private final Memory memory;
    private final long salt;
    private final int slot;
    private final int capacity;
    private final long ringOffset;
    private final int placeMask;
    private final Intent intent;

    private long consumerCursor;
    private long position;
    private long claimEnd;

    /** A producer for the given slot of the participant table. */
    public RingProducer(Memory memory, FileLayout layout, long salt, int slot) {
        this.memory = memory;
        this.ringOffset = layout.ringOffset();
        this.salt = salt;
        this.slot = slot;
        this.capacity = layout.capacity();
        this.placeMask = layout.placeMask();
        this.intent = new Intent(memory, layout, slot);
    }

    /**
     * Claims space for one record.
     *
     * @param length of the payload in bytes, 0 to the layout's longest message.
     * @return the record's position, or {@link #FULL}.
     */
    public long tryClaim(int length) {
        int extent = RecordLayout.extent(length);
        while (true) {
            long cursor = memory.getLongVolatile(PRODUCER_CURSOR);
            int toEnd = capacity - ((int) cursor & placeMask);
            int padding = toEnd < extent ? toEnd : 0;
            long end = cursor + padding + extent;
            if (end - consumerCursor > capacity) {
                // SYNC reuse-space: pairs with RingConsumer.publish
                consumerCursor = memory.getLongVolatile(CONSUMER_CURSOR);
                if (end - consumerCursor > capacity) {
                    intent.withdraw();
                    return FULL;
                }
            }
            intent.declare(cursor, padding + extent);
            if (memory.compareAndSetLong(PRODUCER_CURSOR, cursor, end)) {
                if (padding > 0) {
                    stampPadding(cursor, padding);
                }
                position = cursor + padding;
                claimEnd = end;
                return position;
            }
        }
    }

    /**
     * Commits the claim with a payload of this length, at most what was claimed; the rest becomes
     * padding.
     */
    public void commit(int length) {
        long record = record(position);
        int extent = RecordLayout.extent(length);
        memory.putLong(
                record + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                RecordLayout.lengthAndSlot(length, slot));
        // SYNC publish-record: pairs with RingConsumer.poll
        memory.putLongRelease(record, RecordLayout.committed(position, salt));
        long rest = position + extent;
        if (rest < claimEnd) {
            stampPadding(rest, (int) (claimEnd - rest));
        }
    }

    /** Turns the claim into padding, which the receiver passes over. */
    public void abort() {
        stampPadding(position, (int) (claimEnd - position));
    }

    /**
     * Says that nothing of this producer is unfinished: after an abort for good, or when the owner
     * leaves.
     */
    public void withdraw() {
        intent.withdraw();
    }

    private void stampPadding(long at, int extent) {
        long record = record(at);
        memory.putLong(
                record + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                RecordLayout.lengthAndSlot(extent - RecordLayout.HEADER_LENGTH, slot));
        // SYNC publish-record: pairs with RingConsumer.poll
        memory.putLongRelease(record, RecordLayout.padding(at, salt));
    }

    private long record(long at) {
        return ringOffset + (at & placeMask);
    }
}
