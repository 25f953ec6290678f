package io.millrace;

import static io.millrace.Refusals.assertThrows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Messages that cannot be sent: too long, badly encoded, or none. */
class RefusedMessageTest {
    @AutoClose
    private final Channel channel =
            Channel.inProcess(ChannelOptions.defaults().capacity(4096).maxSenders(2));

    @Test
    void aMessageThatIsTooLongIsRefusedWithBothLengthsAndNothingIsClaimed() {
        Sender<byte[]> sender = channel.sender(Codec.bytes());
        byte[] tooLong = new byte[2033];
        String text = "a message of 2033 bytes cannot be sent, the channel's longest is 2032 bytes";

        assertThat(sender.maxMessageLength()).isEqualTo(2032);
        assertThat(channel.maxMessageLength()).isEqualTo(2032);
        assertThrows(IllegalArgumentException.class, () -> sender.send(tooLong), text);
        assertThrows(IllegalArgumentException.class, () -> sender.trySend(tooLong), text);
        assertThrows(
                IllegalArgumentException.class,
                () -> sender.send(tooLong, Duration.ofHours(1)),
                text);
        assertThrows(IllegalArgumentException.class, () -> sender.claim(2033), text);
        assertThrows(IllegalArgumentException.class, () -> sender.tryClaim(2033), text);
        assertThat(channel.status().producerCursor()).isZero();
        assertThat(sender.trySend(new byte[2032])).isTrue();
    }

    @Test
    void aNegativeLengthIsRefused() {
        Sender<byte[]> sender = channel.sender(Codec.bytes());

        assertThrows(
                IllegalArgumentException.class,
                () -> sender.claim(-1),
                "a message of -1 bytes cannot be sent, the channel's longest is 2032 bytes");
        assertThat(channel.status().producerCursor()).isZero();
    }

    @Test
    void aCodecThatWritesMoreThanItAnnouncedIsRefusedAndTheReceiverSeesNothing() {
        Sender<Integer> sender = channel.sender(new Lying());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());

        assertThrows(
                IllegalArgumentException.class,
                () -> sender.send(5),
                "the codec wrote 5 bytes, but had announced at most 4");
        assertThrows(
                IllegalArgumentException.class,
                () -> sender.send(-1),
                "the codec wrote -1 bytes, but had announced at most 4");
        assertThat(receiver.tryReceive()).isNull();
        sender.send(3);
        assertThat(receiver.receive()).hasSize(3);
    }

    @Test
    void anExceptionOfACodecIsPassedOnAndTheReceiverSeesNothing() {
        Sender<Integer> sender = channel.sender(new Lying());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());

        assertThrows(UnsupportedOperationException.class, () -> sender.send(99), "the codec's own");
        sender.close();

        assertThat(receiver.stream()).isEmpty();
    }

    @Test
    void aSenderGoesOnAfterAnExceptionOfItsCodec() {
        Sender<Integer> sender = channel.sender(new Lying());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());

        sender.send(3);
        for (int i = 0; i < 100; i++) {
            assertThrows(
                    UnsupportedOperationException.class, () -> sender.send(99), "the codec's own");
            sender.send(i % 4);
            assertThat(receiver.tryReceive()).hasSize(i == 0 ? 3 : (i - 1) % 4);
        }
        assertThat(receiver.tryReceive()).hasSize(3);
        assertThat(receiver.tryReceive()).isNull();
        assertThat(channel.status().consumerCursor()).isEqualTo(channel.status().producerCursor());
    }

    @Test
    void aNullMessageIsRefusedAndTheSenderGoesOn() {
        Sender<String> sender = channel.sender(Codec.utf8());

        assertThatThrownBy(() -> sender.send(null)).isInstanceOf(NullPointerException.class);
        assertThat(sender.trySend("and on")).isTrue();
    }

    /** Claims four bytes and says that it wrote as many as the message. */
    private static final class Lying implements Codec<Integer> {
        @Override
        public int maxEncodedLength(Integer message) {
            return 4;
        }

        @Override
        public int encode(Integer message, MutableDirectBuffer buffer, int offset) {
            if (message == 99) {
                throw new UnsupportedOperationException("the codec's own");
            }
            return message;
        }

        @Override
        public Integer decode(DirectBuffer buffer, int offset, int length) {
            return length;
        }
    }
}
