package io.millrace;

import io.millrace.layout.RecordLayout;
import io.millrace.liveness.Session;
import io.millrace.ring.CorruptRecordException;
import io.millrace.ring.RecordBatch;
import io.millrace.ring.RingProducer;
import io.millrace.ring.RingSide;
import io.millrace.wait.SleepWord;
import io.millrace.wait.Waiter;

/**
 * A sender's inside, without its handle, so that a lost handle can be noticed and the half be
 * closed.
 */
final class SenderHalf extends Half {
    private final SenderRing ring;
    private final SleepWord sendersSleep;
    private final ClaimMemory claimMemory;
    private final RecordBatch batch;
    private final int maxMessageLength;
    private final int maxExtent;
    private final int capacity;

    SenderHalf(Session session, long ringAddress, int slot, Waiter waiter, ChannelOptions options) {
        super(session, slot, waiter);
        this.claimMemory = new ClaimMemory(ringAddress, session.layout());
        this.ring = new SenderRing(session, slot, claimMemory, options.whenReceiverDrops(), this);
        this.batch = new RecordBatch(ring);
        this.sendersSleep = session.sendersSleep();
        this.capacity = session.layout().capacity();
        this.maxMessageLength = session.layout().maxMessageLength();
        this.maxExtent = capacity / 2;
        ring.withdraw();
    }

    void open() {
        ring.open(session.open(this));
        ring.setAlone(session.participants().onlySender() == slot);
    }

    /** For the hot path, which goes there without this object. */
    SenderRing ring() {
        return ring;
    }

    @Override
    RingSide side() {
        return ring;
    }

    /** Claims this much for several records; waits for room if told to. */
    long claimExtent(int extent, boolean wait) {
        long position = tryClaimExtent(extent);
        return wait && position == RingProducer.FULL
                ? awaitExtent(extent, Deadlines.NEVER)
                : position;
    }

    /** Commits a record of such a claim at this position; returns its end. */
    long commitAt(long position, int length) {
        return ring.commitAt(position, length);
    }

    /** Ends a claim at this position, after so many records with payloads of so many bytes. */
    void endExtent(long position, int messages, long bytes) {
        ring.padRest(position);
        ring.countSent(messages, bytes);
        ring.afterStamp();
    }

    /**
     * Opens a claim for {@link Batch}: for so many records, or as many of them as fit; the half
     * stays in use until it is closed.
     *
     * @return for how many, 0 when there is no room for one.
     */
    int beginBatch(int count, int maxLength, boolean wait) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "a batch of " + count + " messages cannot be claimed, expected at least 1");
        }
        int extent = RecordLayout.extent(checkedLength(maxLength));
        ring.enter();
        long position = RingProducer.FULL;
        int fitting = Math.max(1, Math.min(count, maxExtent / extent));
        try {
            position = tryClaimExtent(fitting * extent);
            while (position == RingProducer.FULL && fitting > 1) {
                fitting /= 2;
                position = tryClaimExtent(fitting * extent);
            }
            if (position == RingProducer.FULL && wait) {
                position = awaitExtent(extent, Deadlines.NEVER);
            }
        } finally {
            if (position == RingProducer.FULL) {
                ring.exit();
            }
        }
        if (position == RingProducer.FULL) {
            return 0;
        }
        batch.begin(position, claimMemory.offset(position), fitting, maxLength);
        ring.openBatch();
        claimMemory.show(position, (int) (ring.claimEnd() - position) - RecordLayout.HEADER_LENGTH);
        return fitting;
    }

    /** The batch that is open; without room where none is. */
    RecordBatch batch() {
        return batch;
    }

    /** Ends the batch; what was not committed becomes padding. */
    void endBatch() {
        claimMemory.seal();
        try {
            endExtent(batch.position(), batch.messages(), batch.bytes());
        } finally {
            batch.end();
            ring.exit();
        }
    }

    /** Opens a claim for {@link Claim}; the half stays in use until it is committed or aborted. */
    boolean beginClaim(int length, boolean wait) {
        return ring.openClaimAtOnce(length) || openClaim(length, wait);
    }

    private boolean openClaim(int length, boolean wait) {
        ring.enterClaim(checkedLength(length));
        int extent = RecordLayout.extent(length);
        long position = RingProducer.FULL;
        try {
            position = tryClaimExtent(extent);
            if (wait && position == RingProducer.FULL) {
                ring.stayInCall();
                position = awaitExtent(extent, Deadlines.NEVER);
                ring.openClaim(length);
            }
        } finally {
            if (position == RingProducer.FULL) {
                ring.exit();
            }
        }
        if (position == RingProducer.FULL) {
            return false;
        }
        claimMemory.show(position, length);
        return true;
    }

    boolean isBatchOpen() {
        return ring.isBatchOpen();
    }

    ClaimMemory claimMemory() {
        return claimMemory;
    }

    /** The most that is claimed at once, with headers, in bytes. */
    int maxExtent() {
        return maxExtent;
    }

    int maxMessageLength() {
        return maxMessageLength;
    }

    /** The length, if a message may have it. */
    int checkedLength(int length) {
        if (length < 0 || length > maxMessageLength) {
            throw new IllegalArgumentException(
                    "a message of %d bytes cannot be sent, the channel's longest is %d bytes"
                            .formatted(length, maxMessageLength));
        }
        return length;
    }

    /** Claims room for a message, or {@link RingProducer#FULL}. */
    long tryClaim(int length) {
        return tryClaimExtent(RecordLayout.extent(length));
    }

    /** Claims room for a message; waits for it until this time at most. */
    long claimWithin(int length, long deadlineNs) {
        int extent = RecordLayout.extent(length);
        long position = tryClaimExtent(extent);
        return position != RingProducer.FULL ? position : awaitExtent(extent, deadlineNs);
    }

    private long awaitExtent(int extent, long deadlineNs) {
        ring.countFull();
        long position = RingProducer.FULL;
        waiter.begin();
        try {
            while (position == RingProducer.FULL && Deadlines.left(deadlineNs) > 0) {
                idle(deadlineNs);
                position = tryClaimExtent(extent);
            }
            return position;
        } finally {
            if (waiter.end()) {
                passWakeUpOn(position != RingProducer.FULL);
            }
        }
    }

    /** A wake-up that this sender has no use for, or that leaves much room, is another one's. */
    private void passWakeUpOn(boolean claimed) {
        if (!claimed || ring.freeAfterClaim() > capacity / 2) {
            sendersSleep.wakeOne();
        }
    }

    private long tryClaimExtent(int extent) {
        if (!ring.isReceiverUnchanged()) {
            ring.lookForReceiver();
        }
        try {
            long position = ring.tryClaimExtent(extent);
            if (position == RingProducer.FULL) {
                ring.requireNotFenced();
            }
            return position;
        } catch (CorruptRecordException e) {
            throw ring.corrupt(e);
        }
    }

    @Override
    public void setAlone(boolean alone) {
        ring.setAlone(alone);
    }

    @Override
    public void heartbeatPassed() {
        ring.heartbeatPassed();
    }

    @Override
    long untilOwnBusinessNs() {
        return Long.MAX_VALUE;
    }

    /** Room, in all of its waits. */
    @Override
    long publishAwaited() {
        return 0;
    }

    @Override
    String name() {
        return "sender";
    }

    @Override
    String useHint() {
        return "a claim of it is open, or another thread is inside a call; a sender is for one"
                + " thread at a time, duplicate() gives another";
    }

    @Override
    void abandon() {
        if (ring.isClaimOpen()) {
            claimMemory.seal();
            ring.abort(ring.claimedLength());
        } else if (ring.isBatchOpen()) {
            claimMemory.seal();
            ring.padRest(batch.position());
            ring.countSent(batch.messages(), batch.bytes());
            batch.end();
        }
        ring.leave();
    }
}
