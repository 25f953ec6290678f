package io.millrace;

import static io.millrace.FullRing.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Background;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A half that is there before the other side has ever attached. */
class FirstAttachTest extends ChannelInEitherPlace {
    @Test
    void theReceiverWaitsWhileNoSenderHasAttached() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            assertThat(receiver.tryReceive()).isNull();
            assertThat(receiver.receive(Duration.ofMillis(1))).isNull();
            assertThat(receiver.poll((buffer, offset, length) -> {}, 1)).isZero();
            assertThat(receiver.isClosed()).isFalse();
            Background<String> receive =
                    Background.call("receive", receiver::receive).awaitWaiting();

            try (Sender<String> sender = channel.sender(Codec.utf8())) {
                sender.send("first");

                assertThat(receive.result()).isEqualTo("first");
            }
        }
    }

    @Test
    void sendersFillTheRingAndThenWaitWhileNoReceiverHasAttached() {
        try (Sender<String> sender = channel.sender(Codec.utf8())) {
            int sent = fill(sender, "early");
            assertThat(sent).isEqualTo(4096 / 64);
            Background<Void> send =
                    Background.run("send", () -> sender.send("late")).awaitWaiting();

            try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
                for (int i = 0; i < sent; i++) {
                    assertThat(receiver.receive()).isEqualTo("early");
                }
                assertThat(receiver.receive()).isEqualTo("late");
                send.result();
            }
        }
    }

    @Test
    void aSenderThatLeftBeforeTheReceiverCameCountsAsAttached() {
        try (Sender<String> sender = channel.sender(Codec.utf8())) {
            sender.send("left behind");
        }

        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            assertThat(receiver.stream()).containsExactly("left behind");
        }
    }
}
