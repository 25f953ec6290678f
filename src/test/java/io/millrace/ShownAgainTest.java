package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A message that its receiver could not handle. */
class ShownAgainTest extends ChannelInEitherPlace {
    @Test
    void aMessageWhoseHandlerThrowsIsShownAgain() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            List.of("a", "b", "c").forEach(sender::send);
            List<String> seen = new ArrayList<>();

            assertThatThrownBy(
                            () ->
                                    receiver.poll(
                                            (buffer, offset, length) -> {
                                                seen.add(
                                                        buffer.getStringWithoutLengthAscii(
                                                                offset, length));
                                                if (seen.size() == 2) {
                                                    throw new IllegalArgumentException("no b");
                                                }
                                            },
                                            10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no b");
            int polled =
                    receiver.poll(
                            (buffer, offset, length) ->
                                    seen.add(buffer.getStringWithoutLengthAscii(offset, length)),
                            10);

            assertThat(polled).isEqualTo(2);
            assertThat(seen).containsExactly("a", "b", "b", "c");
        }
    }

    @Test
    void aMessageWhoseCodecThrowsIsShownAgain() {
        UnsafeBuffer short7 = new UnsafeBuffer(new byte[7]);
        try (Receiver<Long> receiver = channel.receiver(Codec.int64())) {
            try (Sender<DirectBuffer> sender = channel.sender(Codec.direct())) {
                sender.send(short7);
            }

            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(receiver::receive)
                        .isInstanceOf(ChannelFormatException.class)
                        .hasMessage(
                                "a message of 7 bytes was received, expected 8 for a 64-bit"
                                        + " integer");
            }
            assertThat(receiver.poll((buffer, offset, length) -> {}, 1)).isEqualTo(1);
            assertThat(receiver.isClosed()).isTrue();
        }
    }
}
