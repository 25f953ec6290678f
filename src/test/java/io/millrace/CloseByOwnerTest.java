package io.millrace;

import static io.millrace.Closures.assertClosed;
import static io.millrace.FullRing.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Halves and channels that are closed by their owner, also while they wait. */
class CloseByOwnerTest extends ChannelInEitherPlace {
    @Test
    void closingAReceiverEndsItsOwnWait() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<String> receive = Background.call("receive", receiver::receive).awaitWaiting();

        receiver.close();

        assertClosed(receive.failure(), "this receiver is closed");
        Await.until("the seat is free", () -> state(channel.status().receiver()).equals("closed"));
        channel.receiver(Codec.utf8()).close();
    }

    @Test
    void closingASenderEndsItsOwnWait() {
        try (Sender<String> sender = channel.sender(Codec.utf8())) {
            fill(sender, "message");
            Background<Void> send =
                    Background.run("send", () -> sender.send("no room")).awaitWaiting();

            sender.close();

            assertClosed(send.failure(), "this sender is closed");
            assertClosed(() -> sender.trySend("more"), "this sender is closed");
        }
    }

    @Test
    void closingTheChannelClosesItsHalvesAndMayBeRepeated() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());

        channel.close();
        channel.close();
        receiver.close();
        sender.close();
        sender.close();

        assertClosed(() -> sender.send("x"), "this sender is closed");
        assertClosed(receiver::receive, "this receiver is closed");
        assertThat(receiver.isClosed()).isTrue();
        assertThat(receiver.iterator().hasNext()).isFalse();
        assertClosed(sender::duplicate, "this sender is closed");
        assertClosed(
                () -> channel.sender(Codec.utf8()), where() + ": this channel object is closed");
        assertClosed(
                () -> channel.receiver(Codec.utf8()), where() + ": this channel object is closed");
    }

    private static String state(Optional<HalfStatus> half) {
        return half.map(HalfStatus::state).orElse("none");
    }
}
