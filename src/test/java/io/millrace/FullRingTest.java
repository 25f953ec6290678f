package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.RecordLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who tries and finds no room leaves the ring as it was. */
class FullRingTest {
    private final Channel channel = Channel.inProcess(SmallRing.OPTIONS);

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void trySendIsFalseWhenTheRingIsFullAndTrueWhenThereIsRoomAgain() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        for (int i = 0; i < SmallRing.CAPACITY / RecordLayout.ALIGNMENT; i++) {
            assertThat(sender.trySend("message " + i)).isTrue();
        }

        assertThat(sender.trySend("no room")).isFalse();
        assertThat(sender.tryClaim(1)).isNull();
        assertThat(channel.status().producerCursor()).isEqualTo(SmallRing.CAPACITY);
        assertThat(receiver.receive()).isEqualTo("message 0");
        assertThat(sender.trySend("room")).isTrue();
        assertThat(sender.trySend("no room")).isFalse();
    }

    @Test
    void aTryThatFindsTheRingFullMovesNoCursorNotEvenForPadding() {
        Sender<byte[]> sender = channel.sender(Codec.bytes());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
        for (int i = 0; i < 63; i++) {
            sender.send(new byte[0]);
        }
        receiver.receive();

        assertThat(sender.trySend(new byte[64])).isFalse();

        assertThat(channel.status().producerCursor()).isEqualTo(63 * 64);
        assertThat(sender.trySend(new byte[0])).isTrue();
        assertThat(sender.trySend(new byte[0])).isTrue();
        assertThat(sender.trySend(new byte[0])).isFalse();
    }
}
