package io.millrace;

import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.liveness.Session;
import io.millrace.memory.Memory;
import io.millrace.ring.CorruptRecordException;
import io.millrace.ring.RecordBatch;
import io.millrace.ring.RingProducer;
import io.millrace.wait.SleepWord;
import io.millrace.wait.Waiter;
import java.time.Duration;

/**
 * A sender's inside, without its handle, so that a lost handle can be noticed and the half be
 * closed.
 */
final class SenderHalf extends Half {
    private final RingProducer producer;
    private final SleepWord receiverSleep;
    private final SleepWord sendersSleep;
    private final ClaimMemory claimMemory;
    private final RecordBatch batch;
    private final ReceiverLookout receiver;
    private final int maxMessageLength;
    private final int maxExtent;
    private final long ownStateWord;
    private final SenderCounters counters;
    private final int capacity;

    private long openWord;
    private boolean fenced;

    SenderHalf(Session session, long ringAddress, int slot, Waiter waiter, ChannelOptions options) {
        super(session, slot, waiter);
        this.producer = new RingProducer(memory, session.layout(), session.header().salt(), slot);
        this.batch = new RecordBatch(producer);
        this.receiverSleep = session.receiverSleep();
        this.sendersSleep = session.sendersSleep();
        this.claimMemory = new ClaimMemory(ringAddress, session.layout());
        this.receiver = new ReceiverLookout(session, options.whenReceiverDrops());
        this.capacity = session.layout().capacity();
        this.maxMessageLength = session.layout().maxMessageLength();
        this.maxExtent = capacity / 2;
        this.ownStateWord =
                memory.placeOf(session.layout().slot(slot) + ParticipantLayout.STATE_OFFSET);
        this.counters = new SenderCounters(memory, slot);
        producer.withdraw();
    }

    void open() {
        openWord = session.open(this);
        producer.setAlone(session.participants().onlySender() == slot);
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
        return producer.commitAt(position, length);
    }

    /** Ends a claim at this position, after so many records with payloads of so many bytes. */
    void endExtent(long position, int messages, long bytes) {
        producer.padRest(position);
        counters.sent(messages, bytes);
        afterStamp();
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
        enter();
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
                exit();
            }
        }
        if (position == RingProducer.FULL) {
            return 0;
        }
        batch.begin(position, claimMemory.offset(position), fitting, maxLength);
        openBatch();
        claimMemory.show(
                position, (int) (producer.claimEnd() - position) - RecordLayout.HEADER_LENGTH);
        return fitting;
    }

    /** The batch that is open; without room where none is. */
    RecordBatch batch() {
        return batch;
    }

    /** Commits the batch's next record. */
    void commitInBatch(int length) {
        batch.commit(length);
        wakeReceiver();
    }

    /** Ends the batch; what was not committed becomes padding. */
    void endBatch() {
        claimMemory.seal();
        try {
            endExtent(batch.position(), batch.messages(), batch.bytes());
        } finally {
            batch.end();
            exit();
        }
    }

    /** Opens a claim for {@link Claim}; the half stays in use until it is committed or aborted. */
    boolean beginClaim(int length, boolean wait) {
        enterClaim(checkedLength(length));
        long position = RingProducer.FULL;
        try {
            position = tryClaim(length);
            if (wait && position == RingProducer.FULL) {
                stayInCall();
                position = awaitExtent(RecordLayout.extent(length), Deadlines.NEVER);
                openClaim(length);
            }
        } finally {
            if (position == RingProducer.FULL) {
                exit();
            }
        }
        if (position == RingProducer.FULL) {
            return false;
        }
        claimMemory.show(position, length);
        return true;
    }

    /** Where the claim's payload starts in the buffer. */
    int claimOffset() {
        return claimMemory.offset(producer.claimEnd() - RecordLayout.extent(claimedLength()));
    }

    void endClaimByCommit(int length) {
        claimMemory.seal();
        try {
            commitClaim(claimedLength(), length);
        } finally {
            exit();
        }
    }

    void endClaimByAbort() {
        claimMemory.seal();
        try {
            abortClaim(claimedLength());
        } finally {
            exit();
        }
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

    /** Claims room for a message; waits for it until this time at most. */
    long claimWithin(int length, long deadlineNs) {
        int extent = RecordLayout.extent(length);
        long position = tryClaimExtent(extent);
        return position != RingProducer.FULL ? position : awaitExtent(extent, deadlineNs);
    }

    private long awaitExtent(int extent, long deadlineNs) {
        counters.full();
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
        if (!claimed || producer.freeAfterClaim() > capacity / 2) {
            sendersSleep.wakeOne();
        }
    }

    /** Claims room for a message, or {@link RingProducer#FULL}. */
    long tryClaim(int length) {
        long position = producer.isSole() ? tryClaimAtOnce(length) : RingProducer.UNUSUAL;
        return position >= 0 ? position : tryClaimExtent(RecordLayout.extent(length));
    }

    /**
     * The usual case of {@link #claimWithin}, which is to be called where this did not claim.
     *
     * @return a position, or something negative.
     */
    long tryClaimAtOnce(int length) {
        if (!receiver.isUnchanged()) {
            return RingProducer.UNUSUAL;
        }
        try {
            return producer.tryClaimAtOnce(RecordLayout.extent(length));
        } catch (CorruptRecordException e) {
            throw corrupt(e);
        }
    }

    private long tryClaimExtent(int extent) {
        if (!receiver.isUnchanged()) {
            if (fenced) {
                requireNotFenced();
            }
            receiver.look();
        }
        try {
            long position = producer.tryClaimExtent(extent);
            if (position == RingProducer.FULL) {
                requireNotFenced();
            }
            return position;
        } catch (CorruptRecordException e) {
            throw corrupt(e);
        }
    }

    private ChannelFormatException corrupt(CorruptRecordException e) {
        return new ChannelFormatException(session.channel() + ": " + e.getMessage(), e);
    }

    /** Commits a claim for this many bytes with a message of that many. */
    void commitClaim(int claimed, int length) {
        producer.commit(claimed, length);
        counters.sent(1, length);
        afterStamp();
    }

    private void afterStamp() {
        wakeReceiver();
        // SYNC fence-sender: the stamp before the look; the processor may delay the stamp, which
        // the fence's grace period outlasts; pairs with DroppedSenders.isFenced
        requireNotFenced();
    }

    /** Aborts a claim for this many bytes. */
    void abortClaim(int claimed) {
        producer.abort(claimed);
        afterStamp();
    }

    private void wakeReceiver() {
        // SYNC sleep: the stamp before the look; the sleeper's grace period outlasts the store
        // buffer; pairs with SleepWord.arm
        Memory.storeLoadCompilerFence();
        if (receiverSleep.isArmed()) {
            wakeIfAwaited();
        }
    }

    /** A receiver that sleeps until another sender stamps has no use for this one yet. */
    private void wakeIfAwaited() {
        // SYNC awaited: the sleep word, then the read position; pairs with
        // ReceiverHalf.publishAwaited
        if (receiverSleep.isStillArmed() && producer.isAwaited()) {
            receiverSleep.wakeAll();
        }
    }

    private void requireNotFenced() {
        if (memory.getLongOpaqueAt(ownStateWord) != openWord) {
            fenced = true;
            receiver.distrust();
            withdraw();
            throw new SenderFencedException(
                    Duration.ofNanos(session.header().heartbeatTimeoutNs()));
        }
    }

    @Override
    public void setAlone(boolean alone) {
        producer.setAlone(alone);
    }

    @Override
    public void heartbeatPassed() {
        // SYNC lost-receiver: again at each heartbeat, since a look may overwrite it; pairs with
        // ReceiverLookout.isUnchanged
        if (session.lostReceiver() != Session.NOBODY) {
            receiver.distrust();
        }
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
        if (isClaimOpen()) {
            claimMemory.seal();
            producer.abort(claimedLength());
        } else if (isBatchOpen()) {
            claimMemory.seal();
            producer.padRest(batch.position());
            counters.sent(batch.messages(), batch.bytes());
            batch.end();
        }
        withdraw();
    }

    private void withdraw() {
        try {
            producer.withdraw();
        } catch (CorruptRecordException e) {
            // The file is damaged, which whoever uses it next says; this half leaves all the same.
        }
    }
}
