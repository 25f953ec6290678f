package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.ChildJvm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/**
 * In a JVM where Agrona checks no bounds, claims and batches show the whole ring, from another
 * offset each time.
 */
class UncheckedBoundsTest {
    private static final int CAPACITY = 1024;
    private static final int LAPS = 50;

    @Test
    void shouldWriteEachMessageToItsOwnPlace() {
        try (ChildJvm jvm =
                ChildJvm.start(
                        ChildJvm.flagsAnd("-Dagrona.disable.bounds.checks=true"),
                        UncheckedBoundsTest.class)) {
            assertThat(jvm.awaitExit()).as("%s", jvm.lines()).isZero();
            assertThat(jvm.lines()).contains("all arrived");
        }
    }

    /** The other JVM. */
    public static void main(String[] arguments) {
        assertThat(DirectBuffer.SHOULD_BOUNDS_CHECK).isFalse();
        try (Channel channel = Channel.inProcess(ChannelOptions.defaults().capacity(CAPACITY))) {
            new Laps(channel).run();
        }
        System.out.println("all arrived");
    }

    /** Sends in every way that shows the ring, and receives, for so many laps of the ring. */
    private static final class Laps {
        private final Channel channel;
        private final Sender<byte[]> sender;
        private final Receiver<byte[]> receiver;
        private final Queue<byte[]> sent = new ArrayDeque<>();
        private int number;

        Laps(Channel channel) {
            this.channel = channel;
            this.sender = channel.sender(new Generous());
            this.receiver = channel.receiver(Codec.bytes());
        }

        void run() {
            while (channel.status().producerCursor() < LAPS * CAPACITY) {
                claim(70, 70);
                claim(100, 20);
                abort();
                receive();
                batch();
                receive();
                sendAll();
                receive();
            }
        }

        private byte[] next(int length) {
            byte[] message = new byte[length];
            Arrays.fill(message, (byte) ++number);
            return message;
        }

        private void claim(int claimed, int length) {
            byte[] message = next(length);
            try (Claim claim = sender.claim(claimed)) {
                claim.buffer().putBytes(claim.offset(), message);
                claim.commit(length);
            }
            sent.add(message);
        }

        private void abort() {
            try (Claim claim = sender.claim(90)) {
                claim.buffer().setMemory(claim.offset(), 90, (byte) -1);
            }
        }

        private void batch() {
            try (Batch batch = sender.claimBatch(3, 60)) {
                while (batch.remaining() > 1) {
                    byte[] message = next(10 * batch.remaining());
                    batch.buffer().putBytes(batch.offset(), message);
                    batch.commit(message.length);
                    sent.add(message);
                }
                batch.buffer().setMemory(batch.offset(), batch.maxLength(), (byte) -1);
            }
        }

        private void sendAll() {
            List<byte[]> messages = new ArrayList<>(List.of(next(10), next(0), next(100)));
            sender.sendAll(messages);
            sent.addAll(messages);
        }

        private void receive() {
            for (byte[] message = sent.poll(); message != null; message = sent.poll()) {
                assertThat(receiver.tryReceive()).isEqualTo(message);
            }
            assertThat(receiver.tryReceive()).isNull();
        }
    }

    /** Announces more than it writes. */
    private static final class Generous implements Codec<byte[]> {
        @Override
        public int maxEncodedLength(byte[] message) {
            return message.length + 80;
        }

        @Override
        public int encode(byte[] message, MutableDirectBuffer buffer, int offset) {
            buffer.putBytes(offset, message);
            return message.length;
        }

        @Override
        public byte[] decode(DirectBuffer buffer, int offset, int length) {
            return Codec.bytes().decode(buffer, offset, length);
        }
    }
}
