package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each message arrives whole, once, and in the order of its sender. */
class DeliveryTest {
    private final Channel channel = Channel.inProcess(SmallRing.OPTIONS);

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void messagesOfASenderArriveInTheOrderSent() {
        Sender<Long> sender = channel.sender(Codec.int64());
        Receiver<Long> receiver = channel.receiver(Codec.int64());
        int count = 10_000;
        Background<Void> sends =
                Background.run(
                        "sends",
                        () -> {
                            for (long i = 0; i < count; i++) {
                                sender.send(i);
                            }
                            sender.close();
                        });

        assertThat(receiver.stream().toList())
                .hasSize(count)
                .isEqualTo(LongStream.range(0, count).boxed().toList());
        sends.result();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 47, 48, 49, 111, 112, 113, 2031, 2032})
    void aMessageOfAnyLengthArrivesWhole(int length) {
        Sender<byte[]> sender = channel.sender(Codec.bytes());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());

        for (int i = 0; i < 10; i++) {
            byte[] message = SmallRing.pattern(length, i);
            assertThat(sender.trySend(message)).isTrue();
            assertThat(receiver.receive()).isEqualTo(message);
        }
    }

    @Test
    void manySendersAndOneReceiverLoseAndDoubleNothing() {
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
        int senders = 4;
        int each = 5_000;
        List<Background<Void>> sends = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            Sender<byte[]> sender = channel.sender(Codec.bytes());
            int id = s;
            sends.add(
                    Background.run(
                            "sender " + id,
                            () -> {
                                UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
                                for (int i = 0; i < each; i++) {
                                    message.putInt(0, id);
                                    message.putInt(4, i);
                                    sender.send(message.byteArray());
                                }
                                sender.close();
                            }));
        }

        int[] next = new int[senders];
        for (byte[] message : receiver) {
            UnsafeBuffer view = new UnsafeBuffer(message);
            assertThat(view.getInt(4)).isEqualTo(next[view.getInt(0)]++);
        }

        sends.forEach(Background::result);
        assertThat(next).containsOnly(each);
    }
}
