package io.millrace;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The receiving half of a channel; there is one at a time. One object is for one thread at a time,
 * as {@link Sender} says; only {@link #close} may come from any thread at any time.
 *
 * <p>The channel is closed for the receiver once every sender that ever attached is closed or
 * dropped and the ring is drained. While no sender has attached yet, the receiver waits.
 *
 * <p>Per sender, messages arrive in the order sent, each exactly once while this receiver lives. A
 * receiver that dies between reading a message and giving its room back makes the next receiver see
 * that message again.
 *
 * <p>After Rust's {@code std::sync::mpsc::Receiver}.
 *
 * @param <T> the type of the messages.
 */
public final class Receiver<T> implements Iterable<T>, AutoCloseable {
    private final Codec<T> codec;
    private final ReceiverHalf half;

    Receiver(Codec<T> codec, ReceiverHalf half) {
        this.codec = codec;
        this.half = half;
        Channel.CLEANER.register(this, half::closeUnreachable);
    }

    /**
     * Receives the next message; waits for one.
     *
     * @throws ChannelClosedException when the channel is closed and drained, also during the wait.
     * @throws ChannelInterruptedException when the thread is interrupted during the wait.
     */
    public T receive() {
        try {
            return half.receive(codec);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Receives the next message if there is one now.
     *
     * @return null when there is none.
     * @throws ChannelClosedException when the channel is closed and drained.
     */
    public T tryReceive() {
        try {
            return half.tryReceive(codec);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Receives the next message; waits for one at most this long.
     *
     * @return null when there is still none after the wait.
     * @throws ChannelClosedException when the channel is closed and drained, also during the wait.
     */
    public T receive(Duration timeout) {
        try {
            return half.receive(codec, timeout);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Shows the messages that are there, where they stand in the ring. Never waits. The room of all
     * of them is given back at the end, or bit by bit in a large batch.
     *
     * @param handler called for each message; if it throws, that message counts as not consumed.
     * @param limit how many messages at most.
     * @return how many were shown; 0 also when the channel is closed, see {@link #isClosed}.
     */
    public int poll(MessageHandler handler, int limit) {
        try {
            return half.poll(handler, limit);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Receives the messages that are there into a collection. Never waits.
     *
     * @param collection to add them to; if it throws, that message counts as not consumed.
     * @param max how many messages at most.
     * @return how many were added; 0 also when the channel is closed, see {@link #isClosed}.
     */
    public int drainTo(Collection<? super T> collection, int max) {
        return poll(
                (buffer, offset, length) -> collection.add(codec.decode(buffer, offset, length)),
                max);
    }

    /** Whether the channel is closed and drained, or this receiver is closed. */
    public boolean isClosed() {
        try {
            return half.isClosed();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The messages as they come; waits for each, ends when the channel is closed and drained. */
    @Override
    public Iterator<T> iterator() {
        return new Arrivals<>(this, half);
    }

    /**
     * The messages as they come, as a sequential stream that ends when the channel is closed and
     * drained.
     */
    public Stream<T> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    /**
     * Drops this half; the senders see it at their next call. May be called by any thread, again
     * too; never throws.
     */
    @Override
    public void close() {
        half.close();
    }

    @Override
    public String toString() {
        return "Receiver[slot " + half.slot() + "]";
    }
}
