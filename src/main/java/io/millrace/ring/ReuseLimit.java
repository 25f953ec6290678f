package io.millrace.ring;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.Memory;
import io.millrace.memory.Padded;

/**
 * How far the consumer cursor may follow the read position: not into what a fenced sender that may
 * still live has claimed and not finished. Computed from the file each time, so a successor of the
 * receiver needs no list.
 */
public final class ReuseLimit extends Padded {
    private final Memory memory;
    private final FileLayout layout;
    private final long salt;
    private final Owners owners;
    private final Intent[] intents;
    private boolean heldBack;

    /** Over the senders of this channel. */
    public ReuseLimit(Memory memory, FileLayout layout, long salt, Owners owners) {
        this.memory = memory;
        this.layout = layout;
        this.salt = salt;
        this.owners = owners;
        this.intents = new Intent[layout.maxSenders() + 1];
        for (int slot = 1; slot < intents.length; slot++) {
            intents[slot] = new Intent(memory, layout, slot);
        }
    }

    /**
     * The largest value for the consumer cursor, from the read position and the cursor's present
     * value.
     */
    public long of(long readPosition, long cursor) {
        long limit = readPosition;
        for (int slot = 1; slot < intents.length; slot++) {
            if (owners.isFencedAlive(slot)) {
                Intent intent = intents[slot];
                if (intent.read() && intent.start() < readPosition && !isFinished(intent, cursor)) {
                    limit = Math.min(limit, Math.max(intent.start(), cursor));
                }
            }
        }
        heldBack = limit != readPosition;
        return limit;
    }

    /** Whether the last limit was short of the read position. */
    public boolean isHeldBack() {
        return heldBack;
    }

    /** Whether nothing unfinished can be of the slot's last owner; asked by who holds the slot. */
    public boolean isFinished(int slot) {
        long cursor = memory.getLongVolatile(CounterLayout.CONSUMER_CURSOR);
        return !intents[slot].read() || isFinished(intents[slot], cursor);
    }

    private boolean isFinished(Intent intent, long cursor) {
        // An intent past the producer cursor was never won, and won't be: its owner is dead, or the
        // cursor has left
        // the intent's start.
        long claimWord = memory.getLongVolatile(ClaimWord.OFFSET);
        if (!ClaimWord.isMarker(claimWord) && claimWord < intent.end()) {
            return true;
        }
        long at = Math.max(intent.start(), cursor);
        while (at < intent.end()) {
            long record = layout.record(at);
            long stamp = memory.getLongAcquire(record) ^ salt;
            int length =
                    RecordLayout.length(
                            memory.getLongAcquire(record + RecordLayout.LENGTH_AND_SLOT_OFFSET));
            // SYNC reuse-space: stamp and length are the record's only if the receiver has not
            // passed it by now, since another sender's payload may lie there; pairs with
            // RingConsumer.publish
            long passed = memory.getLongVolatile(CounterLayout.CONSUMER_CURSOR);
            // A length that cannot be would lead anywhere, even back.
            boolean inLap = length >= 0 && length <= layout.room(at) - RecordLayout.HEADER_LENGTH;
            if (passed > at) {
                at = passed;
            } else if ((stamp != at && stamp != ~at) || !inLap) {
                return false;
            } else {
                at += RecordLayout.extent(length);
            }
        }
        return true;
    }
}
