package io.millrace;

import io.millrace.layout.CounterLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.liveness.Session;
import io.millrace.liveness.Watcher.Verdict;
import io.millrace.memory.Memory;
import io.millrace.ring.CorruptRecordException;
import io.millrace.ring.RingProducer;
import io.millrace.wait.SleepWord;
import io.millrace.wait.Waiter;
import java.time.Duration;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A sender's inside, without its handle, so that a lost handle can be noticed and the half be
 * closed.
 */
final class SenderHalf extends Half {
    private static final long NO_DEADLINE = Long.MAX_VALUE;

    private final Memory memory;
    private final RingProducer producer;
    private final SleepWord receiverSleep;
    private final SleepWord sendersSleep;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer ring;
    private final long ringAddress;
    private final int maxMessageLength;
    private final int maxBatchExtent;
    private final long ownStateWord;
    private final long receiverStateWord;
    private final long messagesCounter;
    private final long bytesCounter;
    private final long timesFullCounter;
    private final int placeMask;
    private final int capacity;
    private final boolean failsWithoutReceiver;

    private long openWord;
    private long goodReceiverWord;
    private String closedBecause;
    private boolean fenced;
    private long batchPosition;
    private int claimLength;
    private int claimOffset;

    SenderHalf(Session session, long ringAddress, int slot, Waiter waiter, ChannelOptions options) {
        super(session, slot, waiter);
        this.memory = session.memory();
        this.producer = new RingProducer(memory, session.layout(), session.header().salt(), slot);
        this.receiverSleep = session.receiverSleep();
        this.sendersSleep = session.sendersSleep();
        this.ringAddress = ringAddress;
        this.ring = new UnsafeBuffer(ringAddress, session.layout().capacity());
        this.capacity = session.layout().capacity();
        this.placeMask = session.layout().placeMask();
        this.maxMessageLength = session.layout().maxMessageLength();
        this.maxBatchExtent = session.layout().capacity() / 2;
        this.ownStateWord = session.layout().slot(slot) + ParticipantLayout.STATE_OFFSET;
        this.receiverStateWord =
                session.layout().slot(ParticipantLayout.RECEIVER_SLOT)
                        + ParticipantLayout.STATE_OFFSET;
        this.messagesCounter = CounterLayout.senderMessages(slot);
        this.bytesCounter = CounterLayout.senderBytes(slot);
        this.timesFullCounter = CounterLayout.senderTimesFull(slot);
        this.failsWithoutReceiver = options.whenReceiverDrops() == WhenReceiverDrops.FAIL;
        producer.withdraw();
    }

    void open() {
        openWord = session.open(this);
        producer.setAlone(session.isOnlySender(slot));
    }

    <T> void send(T message, Codec<T> codec) {
        enter();
        try {
            send(message, codec, NO_DEADLINE);
        } finally {
            exit();
        }
    }

    <T> boolean trySend(T message, Codec<T> codec) {
        enter();
        try {
            int length = checkedLength(codec.maxEncodedLength(message));
            long position = tryClaim(length);
            return position != RingProducer.FULL && encode(message, codec, position, length);
        } finally {
            exit();
        }
    }

    <T> boolean send(T message, Codec<T> codec, Duration timeout) {
        enter();
        try {
            return send(message, codec, Deadlines.after(timeout));
        } finally {
            exit();
        }
    }

    private <T> boolean send(T message, Codec<T> codec, long deadlineNs) {
        int length = checkedLength(codec.maxEncodedLength(message));
        long position = claimWithin(length, deadlineNs);
        return position != RingProducer.FULL && encode(message, codec, position, length);
    }

    <T> void sendAll(Iterable<? extends T> messages, Outbox<T> outbox) {
        enter();
        try {
            outbox.sendAll(messages);
        } finally {
            exit();
        }
    }

    /** Claims this much for several records; waits for room if told to. */
    long claimExtent(int extent, boolean wait) {
        long position = tryClaimExtent(extent);
        return wait && position == RingProducer.FULL ? awaitExtent(extent, NO_DEADLINE) : position;
    }

    /** Encodes a message at this position of the claim and commits it; returns its end. */
    <T> long putAt(long position, T message, int claimed, Codec<T> codec) {
        int length = encodeAt(position, message, claimed, codec);
        long end = producer.commitAt(position, length);
        count(length);
        return end;
    }

    /** Ends a claim of several records at this position. */
    void endExtent(long position) {
        producer.padRest(position);
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
        enterBatch();
        long position = RingProducer.FULL;
        int fitting = Math.max(1, Math.min(count, maxBatchExtent / extent));
        try {
            position = tryClaimExtent(fitting * extent);
            while (position == RingProducer.FULL && fitting > 1) {
                fitting /= 2;
                position = tryClaimExtent(fitting * extent);
            }
            if (position == RingProducer.FULL && wait) {
                position = awaitExtent(extent, NO_DEADLINE);
            }
        } finally {
            if (position == RingProducer.FULL) {
                exit();
            }
        }
        if (position == RingProducer.FULL) {
            return 0;
        }
        batchPosition = position;
        show(position, (int) (producer.claimEnd() - position) - RecordLayout.HEADER_LENGTH);
        return fitting;
    }

    /** Commits the batch's next record; returns from its payload to the next one's. */
    int commitInBatch(int length) {
        long end = producer.commitAt(batchPosition, length);
        count(length);
        int step = (int) (end - batchPosition);
        batchPosition = end;
        return step;
    }

    void endBatch() {
        endClaim();
        try {
            endExtent(batchPosition);
        } finally {
            exit();
        }
    }

    private <T> boolean encode(T message, Codec<T> codec, long position, int claimed) {
        int length;
        try {
            length = encodeAt(position, message, claimed, codec);
        } catch (Throwable e) {
            abortClaim(claimed);
            throw e;
        }
        commitClaim(claimed, length);
        return true;
    }

    private <T> int encodeAt(long position, T message, int claimed, Codec<T> codec) {
        if (codec instanceof ExactCodec) {
            return codec.encode(message, ring, payload(position));
        }
        view.wrap(ringAddress + payload(position), claimed);
        return checkedEncoded(codec.encode(message, view, 0), claimed);
    }

    private static int checkedEncoded(int length, int claimed) {
        if (length < 0 || length > claimed) {
            throw new IllegalArgumentException(
                    "the codec wrote " + length + " bytes, but had announced at most " + claimed);
        }
        return length;
    }

    /** From the start of the ring to the payload of the record at this position. */
    private int payload(long position) {
        return ((int) position & placeMask) + RecordLayout.HEADER_LENGTH;
    }

    /** Opens a claim for {@link Claim}; the half stays in use until it is committed or aborted. */
    boolean beginClaim(int length, boolean wait) {
        enterClaim();
        long position = RingProducer.FULL;
        try {
            checkedLength(length);
            position = wait ? claimWithin(length, NO_DEADLINE) : tryClaim(length);
        } finally {
            if (position == RingProducer.FULL) {
                exit();
            }
        }
        if (position == RingProducer.FULL) {
            return false;
        }
        show(position, length);
        return true;
    }

    void endClaimByCommit(int length) {
        int claimed = endClaim();
        try {
            commitClaim(claimed, length);
        } finally {
            exit();
        }
    }

    void endClaimByAbort() {
        int claimed = endClaim();
        try {
            abortClaim(claimed);
        } finally {
            exit();
        }
    }

    /**
     * What was claimed is about to be the receiver's: the buffer lets go of it first, so that a use
     * of it from now on is an error. Without Agrona's bounds checks nothing would notice.
     */
    private int endClaim() {
        if (DirectBuffer.SHOULD_BOUNDS_CHECK) {
            view.wrap(ringAddress, 0);
        }
        return claimLength;
    }

    /**
     * Makes the claim's buffer: a view that ends with the claim, or the whole ring when Agrona
     * checks no bounds anyway, which spares the stores that wrap a view.
     */
    private void show(long position, int length) {
        claimLength = length;
        if (DirectBuffer.SHOULD_BOUNDS_CHECK) {
            view.wrap(ringAddress + payload(position), length);
        } else {
            claimOffset = payload(position);
        }
    }

    int claimLength() {
        return claimLength;
    }

    int claimOffset() {
        return claimOffset;
    }

    MutableDirectBuffer claimBuffer() {
        return DirectBuffer.SHOULD_BOUNDS_CHECK ? view : ring;
    }

    <T> Outbox<T> newOutbox(Codec<T> codec) {
        return new Outbox<>(this, codec, maxBatchExtent);
    }

    int maxMessageLength() {
        return maxMessageLength;
    }

    int checkedLength(int length) {
        if (length < 0 || length > maxMessageLength) {
            throw new IllegalArgumentException(
                    "a message of "
                            + length
                            + " bytes cannot be sent, the channel's longest is "
                            + maxMessageLength
                            + " bytes");
        }
        return length;
    }

    private long claimWithin(int length, long deadlineNs) {
        long position = tryClaim(length);
        return position != RingProducer.FULL
                ? position
                : awaitExtent(RecordLayout.extent(length), deadlineNs);
    }

    private long awaitExtent(int extent, long deadlineNs) {
        memory.putLong(timesFullCounter, memory.getLong(timesFullCounter) + 1);
        long position = RingProducer.FULL;
        waiter.begin();
        try {
            while (position == RingProducer.FULL
                    && (deadlineNs == NO_DEADLINE || System.nanoTime() - deadlineNs < 0)) {
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

    private long tryClaim(int length) {
        return tryClaimExtent(RecordLayout.extent(length));
    }

    private long tryClaimExtent(int extent) {
        long receiver = memory.getLongAcquire(receiverStateWord);
        if (receiver != goodReceiverWord || receiver == session.lostReceiver()) {
            lookAtReceiver(receiver);
        }
        try {
            long position = producer.tryClaimExtent(extent);
            if (position == RingProducer.FULL) {
                requireNotFenced();
            }
            return position;
        } catch (CorruptRecordException e) {
            throw new ChannelFormatException(session.channel() + ": " + e.getMessage(), e);
        }
    }

    private void commitClaim(int claimed, int length) {
        producer.commit(claimed, length);
        count(length);
        afterStamp();
    }

    private void count(int length) {
        memory.putLong(messagesCounter, memory.getLong(messagesCounter) + 1);
        memory.putLong(bytesCounter, memory.getLong(bytesCounter) + length);
    }

    private void afterStamp() {
        // SYNC fence-sender: the stamp before the look; the processor may delay the stamp, which
        // the fence's grace period outlasts; pairs with Session.isFenced
        memory.storeLoadCompilerFence();
        wakeReceiver();
        requireNotFenced();
    }

    private void abortClaim(int claimed) {
        producer.abort(claimed);
        afterStamp();
    }

    private void wakeReceiver() {
        if (receiverSleep.isArmed()) {
            receiverSleep.wakeAll();
        }
    }

    private void requireNotFenced() {
        if (memory.getLongAcquire(ownStateWord) != openWord) {
            fenced = true;
            goodReceiverWord = Session.NOBODY;
            withdraw();
            throw new SenderFencedException(
                    "this sender was declared dropped after "
                            + Duration.ofNanos(session.header().heartbeatTimeoutNs())
                            + " without a heartbeat of its process; the message in hand may or may"
                            + " not have arrived");
        }
    }

    private void lookAtReceiver(long receiver) {
        if (fenced) {
            requireNotFenced();
        }
        if (!failsWithoutReceiver) {
            goodReceiverWord = receiver;
            return;
        }
        if (closedBecause == null) {
            if (ParticipantLayout.state(receiver) == ParticipantLayout.CLOSED) {
                closedBecause = "the receiver is gone: it was closed";
            } else if (ParticipantLayout.isAttached(receiver)
                    && session.verdict(ParticipantLayout.RECEIVER_SLOT) != Verdict.LIVE) {
                closedBecause = "the receiver is gone: no sign of life from its process";
            }
        }
        if (closedBecause != null) {
            goodReceiverWord = Session.NOBODY;
            throw new ChannelClosedException(closedBecause);
        }
        goodReceiverWord = receiver;
    }

    @Override
    public void setAlone(boolean alone) {
        producer.setAlone(alone);
    }

    @Override
    long untilOwnBusinessNs() {
        return Long.MAX_VALUE;
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
            producer.abort(endClaim());
        } else if (isBatchOpen()) {
            endClaim();
            producer.padRest(batchPosition);
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
