package io.millrace.codec;

import io.millrace.Channel;
import io.millrace.ChannelClosedException;
import io.millrace.Codec;
import io.millrace.Receiver;
import java.time.Duration;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The receiving half of a channel whose messages are calls of an interface; see {@link
 * Marshallables#receiver}. It calls the implementation in the thread that receives. If the
 * implementation throws, the exception comes out of the receiving method, and the message counts as
 * not consumed: the next one calls again.
 *
 * <p>For one thread at a time, as {@link Receiver} is; only {@link #close} may come from any
 * thread. Waits, ends and exceptions are those of {@link Receiver}.
 */
public final class MethodReceiver implements AutoCloseable {
    private final CallDispatcher dispatcher;
    private final Receiver<Boolean> receiver;

    MethodReceiver(Channel channel, CallDispatcher dispatcher) {
        this.dispatcher = dispatcher;
        this.receiver = channel.receiver(new DispatchingCodec(dispatcher));
    }

    /**
     * Makes the calls that are there. Never waits, and allocates nothing of its own: for the lowest
     * latency, in a loop until {@link #isClosed}.
     *
     * @param limit how many calls at most.
     * @return how many messages were consumed.
     */
    public int poll(int limit) {
        return receiver.poll(dispatcher, limit);
    }

    /**
     * Makes the next call; waits for one.
     *
     * @throws ChannelClosedException when the channel is closed and drained, also during the wait.
     */
    public void receive() {
        var unused = receiver.receive();
    }

    /**
     * Makes the next call; waits for one at most this long.
     *
     * @return false when there is still none after the wait.
     * @throws ChannelClosedException when the channel is closed and drained, also during the wait.
     */
    public boolean receive(Duration timeout) {
        return receiver.receive(timeout) != null;
    }

    /**
     * Makes the next call if there is one now.
     *
     * @return false when there is none.
     * @throws ChannelClosedException when the channel is closed and drained.
     */
    public boolean tryReceive() {
        return receiver.tryReceive() != null;
    }

    /** Makes the calls as they come, waits for each, and ends when the channel is closed. */
    public void receiveAll() {
        receiver.forEach(called -> {});
    }

    /** Whether the channel is closed and drained, or this receiver is closed. */
    public boolean isClosed() {
        return receiver.isClosed();
    }

    /** How many calls of unknown methods were passed over; for the thread that receives. */
    public long skipped() {
        return dispatcher.skipped();
    }

    /** Drops this half. May be called by any thread, again too; never throws. */
    @Override
    public void close() {
        receiver.close();
    }

    @Override
    public String toString() {
        return "Method" + receiver;
    }

    /** Makes the call where another codec makes an object; so an exception leaves the message. */
    private record DispatchingCodec(CallDispatcher dispatcher) implements Codec<Boolean> {
        @Override
        public Boolean decode(DirectBuffer buffer, int offset, int length) {
            dispatcher.onMessage(buffer, offset, length);
            return Boolean.TRUE;
        }

        @Override
        public int maxEncodedLength(Boolean message) {
            throw new UnsupportedOperationException("calls are sent by Marshallables.sender");
        }

        @Override
        public int encode(Boolean message, MutableDirectBuffer buffer, int offset) {
            throw new UnsupportedOperationException("calls are sent by Marshallables.sender");
        }
    }
}
