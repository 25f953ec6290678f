package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.RecordLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A poll shows as many messages as it may, and gives their room back meanwhile. */
class PollTest {
    private final Channel channel = Channel.inProcess(SmallRing.OPTIONS);

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void pollShowsAtMostItsLimitAndLeavesTheRest() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        IntStream.range(0, 10).forEach(i -> sender.send("message " + i));
        List<String> seen = new ArrayList<>();
        MessageHandler handler =
                (buffer, offset, length) ->
                        seen.add(buffer.getStringWithoutLengthAscii(offset, length));

        assertThat(receiver.poll(handler, 0)).isZero();
        assertThat(receiver.poll(handler, 3)).isEqualTo(3);
        assertThat(seen).containsExactly("message 0", "message 1", "message 2");
        assertThat(receiver.poll(handler, Integer.MAX_VALUE)).isEqualTo(7);
        assertThat(receiver.poll(handler, 3)).isZero();
        assertThat(seen).hasSize(10).endsWith("message 9");
    }

    @Test
    void pollGivesRoomBackDuringALargeBatch() {
        Sender<byte[]> sender = channel.sender(Codec.bytes());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
        while (sender.trySend(new byte[0])) {
            // Until the ring is full.
        }
        int[] more = new int[1];

        int shown =
                receiver.poll(
                        (buffer, offset, length) -> {
                            if (sender.trySend(new byte[0])) {
                                more[0]++;
                            }
                        },
                        SmallRing.CAPACITY / RecordLayout.ALIGNMENT);

        assertThat(shown).isEqualTo(SmallRing.CAPACITY / RecordLayout.ALIGNMENT);
        assertThat(more[0]).isPositive();
    }
}
