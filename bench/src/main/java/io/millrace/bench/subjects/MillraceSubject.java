package io.millrace.bench.subjects;

import io.millrace.Batch;
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
    static final int MAX_SENDERS = 64;

    private static final int LONGEST_IN_BATCH = 1024;

    private final String name;
    private final int batch;
    private final int capacity;

    /**
     * A way to use Millrace.
     *
     * @param batch how many messages are written in a claim; 0: byte arrays are sent.
     * @param capacity of the ring in bytes; 0 for that of every ring.
     */
    MillraceSubject(String name, int batch, int capacity) {
        this.name = name;
        this.batch = batch;
        this.capacity = capacity;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String settings() {
        return how() + ", poll" + (capacity == 0 ? "" : ", ring of " + (capacity >> 10) + " KiB");
    }

    private String how() {
        return switch (batch) {
            case 0 -> "send of a byte array";
            case 1 -> "tryClaim and commit";
            default -> "tryClaimBatch of " + batch + " messages";
        };
    }

    @Override
    public boolean isPeer() {
        return false;
    }

    @Override
    public Role role() {
        return capacity != 0 || batch > 1 ? Role.VARIATION : Role.GENERAL;
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return senders <= MAX_SENDERS
                && (capacity == 0 || size < capacity / 4)
                && (batch <= 1 || size <= LONGEST_IN_BATCH);
    }

    @Override
    public Link open(LinkSpec spec) {
        int length = capacity == 0 ? spec.ringLength() : capacity;
        return new ChannelLink(
                channel(spec, length, neverSleeping(spec)), new Message(spec.size()), batch);
    }

    /** A channel in a file if it is shared. */
    static Channel channel(LinkSpec spec, int capacity, WaitStrategy strategy) {
        ChannelOptions options =
                ChannelOptions.defaults().capacity(capacity).waitStrategy(strategy);
        return spec.shared() ? Channel.open(spec.file(), options) : Channel.inProcess(options);
    }

    /** Spins, or yields where there are too many threads. */
    static WaitStrategy neverSleeping(LinkSpec spec) {
        return spec.yielding() ? WaitStrategy.yielding() : WaitStrategy.busySpin();
    }

    private record ChannelLink(Channel channel, Message message, int batch) implements Link {
        @Override
        public LinkSender sender(int index) {
            Sender<byte[]> tx = channel.sender(Codec.bytes());
            return switch (batch) {
                case 0 -> new BytesSender(tx, message);
                case 1 -> stamp -> claim(tx, message, stamp);
                default -> new BatchSender(tx, message, batch);
            };
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

    private static final class BatchSender implements Link.LinkSender {
        private final Sender<byte[]> tx;
        private final Message message;
        private final int size;

        BatchSender(Sender<byte[]> tx, Message message, int size) {
            this.tx = tx;
            this.message = message;
            this.size = size;
        }

        @Override
        public boolean offer(long stamp) {
            return offer(stamp, 1) == 1;
        }

        @Override
        public int offer(long stamp, int count) {
            int sent = 0;
            while (sent < count) {
                Batch batch = tx.tryClaimBatch(Math.min(size, count - sent), message.size());
                if (batch == null) {
                    break;
                }
                sent += fill(batch, stamp + sent);
            }
            return sent;
        }

        private int fill(Batch batch, long stamp) {
            int messages = 0;
            try (batch) {
                while (batch.hasRoom()) {
                    message.write(batch.buffer(), batch.offset(), stamp + messages);
                    batch.commit();
                    messages++;
                }
            }
            return messages;
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
