package io.millrace;

import java.lang.ref.Reference;
import java.time.Duration;

/**
 * The sending half of a channel, the book's transmitter. One object is for one thread at a time: it
 * may be handed from thread to thread, but two threads need two senders, see {@link #duplicate}. A
 * call by a second thread during a call of a first is found nearly always and answered with {@link
 * IllegalStateException}. Only {@link #close} may come from any thread at any time.
 *
 * <p>Every call throws {@link ChannelClosedException} once the receiver is closed, or gave no sign
 * of life for the channel's heartbeat timeout; a sender that has seen this stays closed. {@link
 * SenderFencedException}, which extends it, says that this sender itself was declared dropped.
 * While no receiver has attached yet, messages wait in the ring.
 *
 * <p>While there is room no call waits for another sender. One that loses its claim to another at
 * the same instant tries again after 50 ns, or after up to 1.6 us while that goes on.
 *
 * <p>After Rust's {@code std::sync::mpsc::Sender}.
 *
 * @param <T> the type of the messages.
 */
public final class Sender<T> implements AutoCloseable {
    private final Channel channel;
    private final Codec<T> codec;
    private final SenderHalf half;
    private final Claim claim;
    private final Batch batch;
    private final Outbox<T> outbox;

    Sender(Channel channel, Codec<T> codec, SenderHalf half) {
        this.channel = channel;
        this.codec = codec;
        this.half = half;
        this.claim = new Claim(this, half.ring());
        this.batch = new Batch(this, half);
        this.outbox = new Outbox<>(half, codec);
        Channel.CLEANER.register(this, half::closeUnreachable);
    }

    /**
     * Sends a message; waits while the ring is full.
     *
     * @throws ChannelClosedException once the receiver is dropped, also during the wait.
     * @throws ChannelInterruptedException when the thread is interrupted during the wait; nothing
     *     was sent.
     * @throws IllegalArgumentException when the message is longer than {@link #maxMessageLength};
     *     nothing was sent.
     */
    public void send(T message) {
        try {
            outbox.send(message);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Sends a message if the ring has room now.
     *
     * @return false when the ring is full.
     */
    public boolean trySend(T message) {
        try {
            return outbox.trySend(message);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Sends a message; waits at most this long while the ring is full.
     *
     * @return false when the ring is still full after the wait.
     */
    public boolean send(T message, Duration timeout) {
        try {
            return outbox.send(message, timeout);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Sends messages in their order; waits while the ring is full. Up to 64 of them are written by
     * one claim, or as many as fit, which is faster than to send them one by one. Each is a message
     * of its own: when a message can't be encoded, or the iterator throws, those before it are
     * sent, and those behind it that were taken from the iterator are not. A list with {@link
     * java.util.RandomAccess} is read by index, without an iterator on the heap.
     *
     * @throws ChannelClosedException once the receiver is dropped, also during the wait.
     * @throws ChannelInterruptedException when the thread is interrupted during the wait.
     * @throws IllegalArgumentException when a message is longer than {@link #maxMessageLength}.
     */
    public void sendAll(Iterable<? extends T> messages) {
        try {
            outbox.sendAll(messages);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Claims room for several messages at once, to be written in place; waits while there is no
     * room for one. A sender holds at most one open batch or claim, and does nothing else
     * meanwhile.
     *
     * @param count how many messages, 1 and up; as many as fit now and in half the ring are
     *     claimed, see {@link Batch#remaining}.
     * @param maxLength of each message in bytes, 0 to {@link #maxMessageLength}.
     */
    public Batch claimBatch(int count, int maxLength) {
        try {
            half.beginBatch(count, maxLength, true);
            return batch;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * As {@link #claimBatch}, without a wait.
     *
     * @return null when the ring has no room for one message.
     */
    public Batch tryClaimBatch(int count, int maxLength) {
        try {
            return half.beginBatch(count, maxLength, false) == 0 ? null : batch;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Claims room for one message in the ring, to be written in place; waits while the ring is
     * full. A sender holds at most one open claim, and does nothing else meanwhile.
     *
     * @param length of the message in bytes, 0 to {@link #maxMessageLength}.
     */
    public Claim claim(int length) {
        try {
            half.beginClaim(length, true);
            return claim;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * As {@link #claim}, without a wait.
     *
     * @return null when the ring is full.
     */
    public Claim tryClaim(int length) {
        try {
            return half.beginClaim(length, false) ? claim : null;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Another sender on the same channel, the book's {@code clone}; the channel stays open until
     * both are gone.
     */
    public Sender<T> duplicate() {
        if (half.isCloseRequested()) {
            throw half.closedHere();
        }
        return channel.sender(codec);
    }

    /** The longest message in bytes: half the ring less a record's header. */
    public int maxMessageLength() {
        return half.maxMessageLength();
    }

    /**
     * Drops this half; an open claim is aborted. May be called by any thread, again too, and never
     * throws.
     */
    @Override
    public void close() {
        half.close();
    }

    @Override
    public String toString() {
        return "Sender[slot " + half.slot() + "]";
    }
}
