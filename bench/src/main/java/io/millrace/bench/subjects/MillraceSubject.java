package io.millrace.bench.subjects;

import io.millrace.Channel;
import io.millrace.ChannelOptions;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.MessageHandler;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.WaitStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** Millrace: a file across JVMs, memory without a file for threads; the receiver polls. */
final class MillraceSubject implements LinkSubject {
    private static final int MAX_SENDERS = 64;

    private final String name;
    private final boolean claims;
    private final int capacity;

    /**
     * A way to use Millrace.
     *
     * @param claims whether messages are written in a claim; otherwise byte arrays are sent.
     * @param capacity of the ring in bytes; 0 for that of every ring.
     */
    MillraceSubject(String name, boolean claims, int capacity) {
        this.name = name;
        this.claims = claims;
        this.capacity = capacity;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String settings() {
        return (claims ? "tryClaim and commit" : "send of a byte array")
                + ", poll"
                + (capacity == 0 ? "" : ", ring of " + (capacity >> 10) + " KiB");
    }

    @Override
    public boolean isPeer() {
        return false;
    }

    @Override
    public boolean isVariation() {
        return capacity != 0;
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return senders <= MAX_SENDERS && (capacity == 0 || size < capacity / 4);
    }

    @Override
    public Link open(LinkSpec spec) {
        ChannelOptions options =
                ChannelOptions.defaults()
                        .capacity(capacity == 0 ? spec.ringLength() : capacity)
                        .waitStrategy(
                                spec.yielding()
                                        ? WaitStrategy.yielding()
                                        : WaitStrategy.busySpin());
        return new ChannelLink(
                spec.shared() ? Channel.open(spec.file(), options) : Channel.inProcess(options),
                new Message(spec.size()),
                claims);
    }

    private record ChannelLink(Channel channel, Message message, boolean claims) implements Link {
        @Override
        public LinkSender sender(int index) {
            Sender<byte[]> tx = channel.sender(Codec.bytes());
            return claims ? stamp -> claim(tx, message, stamp) : new BytesSender(tx, message);
        }

        private static boolean claim(Sender<byte[]> tx, Message message, long stamp) {
            try (Claim claim = tx.tryClaim(message.size())) {
                if (claim == null) {
                    return false;
                }
                message.write(claim.buffer(), claim.offset(), stamp);
                claim.commit();
                return true;
            }
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            Receiver<byte[]> rx = channel.receiver(Codec.bytes());
            return limit -> rx.poll(handler, limit);
        }

        @Override
        public void close() {
            channel.close();
        }
    }

    private static final class BytesSender implements Link.LinkSender {
        private final Sender<byte[]> tx;
        private final Message message;
        private final byte[] bytes;
        private final UnsafeBuffer view;

        BytesSender(Sender<byte[]> tx, Message message) {
            this.tx = tx;
            this.message = message;
            bytes = new byte[message.size()];
            view = new UnsafeBuffer(bytes);
        }

        @Override
        public boolean offer(long stamp) {
            message.write(view, 0, stamp);
            tx.send(bytes);
            return true;
        }
    }
}
