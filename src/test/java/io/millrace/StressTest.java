package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Background;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A million messages from each of many senders, of random lengths and with a checksum: every one
 * arrives once, whole, and in the order of its sender.
 */
@Timeout(600)
class StressTest {
    private static final int MESSAGES = 1_000_000;
    private static final int MAX_BODY = 4096;

    /** Sender and number of the message, checksum of the body, length of the body. */
    private static final int HEADER = 16;

    private static final int CHECKSUM_AT = 8;
    private static final int BODY_LENGTH_AT = 12;

    @TempDir(factory = SharedMemory.class)
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1 << 16, 1 << 24})
    void eightThreads(int capacity) {
        try (Channel channel = Channel.inProcess(options(capacity));
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            List<Background<Long>> sources = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Sender<byte[]> sender = channel.sender(Codec.bytes());
                int id = i;
                sources.add(Background.call("sender " + id, () -> send(sender, id)));
            }

            Sink sink = drain(receiver, 8);

            sink.assertComplete(sources.stream().mapToLong(Background::result).sum());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 16, 1 << 24})
    void fourJvms(int capacity) {
        Path file = directory.resolve("channel");
        List<ChildJvm> sources = new ArrayList<>();
        try (Channel channel = Channel.open(file, options(capacity));
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            for (int i = 0; i < 4; i++) {
                sources.add(ChildJvm.start(Source.class, file, i));
            }
            sources.forEach(source -> source.awaitLine("attached"));
            sources.forEach(source -> source.tell("go"));

            Sink sink = drain(receiver, 4);

            sink.assertComplete(
                    sources.stream()
                            .mapToLong(
                                    source ->
                                            Long.parseLong(source.awaitLine("sent ").substring(5)))
                            .sum());
        } finally {
            sources.forEach(ChildJvm::close);
        }
    }

    private static ChannelOptions options(int capacity) {
        return ChannelOptions.defaults()
                .capacity(capacity)
                .waitStrategy(WaitStrategy.yielding())
                .heartbeatTimeout(Duration.ofMinutes(1));
    }

    private static Sink drain(Receiver<byte[]> receiver, int senders) {
        Sink sink = new Sink(senders);
        IdleStrategy idle = YieldingIdleStrategy.INSTANCE;
        do {
            idle.idle(receiver.poll(sink, 256));
        } while (!receiver.isClosed());
        return sink;
    }

    /** Sends all messages of one sender; returns the sum of the lengths of their bodies. */
    private static long send(Sender<byte[]> sender, int id) {
        Random random = new Random(id);
        byte[] filler = new byte[2 * MAX_BODY];
        random.nextBytes(filler);
        CRC32C crc = new CRC32C();
        long sum = 0;
        for (int number = 0; number < MESSAGES; number++) {
            int length = random.nextInt(MAX_BODY + 1);
            int from = random.nextInt(MAX_BODY);
            crc.reset();
            crc.update(filler, from, length);
            try (Claim claim = sender.claim(HEADER + length)) {
                MutableDirectBuffer buffer = claim.buffer();
                buffer.putLong(claim.offset(), (long) id << 32 | number);
                buffer.putInt(claim.offset() + CHECKSUM_AT, (int) crc.getValue());
                buffer.putInt(claim.offset() + BODY_LENGTH_AT, length);
                buffer.putBytes(claim.offset() + HEADER, filler, from, length);
                claim.commit();
            }
            sum += length;
        }
        sender.close();
        return sum;
    }

    /** Checks each message as it comes. */
    private static final class Sink implements MessageHandler {
        private final int[] next;
        private final byte[] body = new byte[MAX_BODY];
        private final CRC32C crc = new CRC32C();
        private long sum;

        Sink(int senders) {
            next = new int[senders];
        }

        @Override
        public void onMessage(DirectBuffer buffer, int offset, int length) {
            long key = buffer.getLong(offset);
            int id = (int) (key >>> 32);
            int bodyLength = buffer.getInt(offset + BODY_LENGTH_AT);
            if (id >= next.length
                    || (int) key != next[id]
                    || length != HEADER + bodyLength
                    || buffer.getInt(offset + CHECKSUM_AT)
                            != checksum(buffer, offset + HEADER, bodyLength)) {
                throw new AssertionError(
                        "message %d of sender %d, %d bytes, body %d: expected number %s"
                                .formatted(
                                        (int) key, id, length, bodyLength, Arrays.toString(next)));
            }
            next[id]++;
            sum += bodyLength;
        }

        private int checksum(DirectBuffer buffer, int offset, int length) {
            buffer.getBytes(offset, body, 0, length);
            crc.reset();
            crc.update(body, 0, length);
            return (int) crc.getValue();
        }

        void assertComplete(long sent) {
            assertThat(next).containsOnly(MESSAGES);
            assertThat(sum).isEqualTo(sent);
        }
    }

    /** A sender in a JVM of its own. Arguments: path, number of the sender. */
    static final class Source {
        private Source() {}

        public static void main(String[] arguments) throws Exception {
            Channel channel =
                    Channel.open(
                            Path.of(arguments[0]),
                            ChannelOptions.defaults().waitStrategy(WaitStrategy.yielding()));
            Sender<byte[]> sender = channel.sender(Codec.bytes());
            System.out.println("attached");
            if (System.in.read() >= 0) {
                System.out.println("sent " + send(sender, Integer.parseInt(arguments[1])));
            }
        }
    }
}
