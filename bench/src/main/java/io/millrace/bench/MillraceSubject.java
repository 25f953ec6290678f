package io.millrace.bench;

import io.millrace.Channel;
import io.millrace.ChannelOptions;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.MessageHandler;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.WaitStrategy;
import org.agrona.DirectBuffer;

/** A channel in process: claim and commit, poll. */
final class MillraceSubject implements Subject {
    private final Channel channel;
    private final Sender<DirectBuffer> tx;
    private final Receiver<DirectBuffer> rx;
    private final MessageHandler handler;

    MillraceSubject(MessageHandler handler) {
        this.handler = handler;
        channel =
                Channel.inProcess(
                        ChannelOptions.defaults()
                                .capacity(RING_LENGTH)
                                .waitStrategy(WaitStrategy.busySpin()));
        tx = channel.sender(Codec.direct());
        rx = channel.receiver(Codec.direct());
    }

    @Override
    public boolean offer(long sequence) {
        try (Claim claim = tx.tryClaim(MESSAGE_LENGTH)) {
            if (claim == null) {
                return false;
            }
            Subject.write(claim.buffer(), claim.offset(), sequence);
            claim.commit();
            return true;
        }
    }

    @Override
    public int poll(int limit) {
        return rx.poll(handler, limit);
    }

    @Override
    public void close() {
        channel.close();
    }
}
