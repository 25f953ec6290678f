package io.millrace;

import static io.millrace.Closures.RECEIVER_CLOSED;
import static io.millrace.Closures.assertClosed;
import static io.millrace.FullRing.fill;

import io.millrace.testkit.Background;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the senders see once the receiver is closed. */
class ReceiverDropTest extends ChannelInEitherPlace {
    @Test
    void everyWayToSendThrowsOnceTheReceiverIsClosed() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        sender.send("before");
        receiver.close();

        assertClosed(() -> sender.send("after"), RECEIVER_CLOSED);
        assertClosed(() -> sender.trySend("after"), RECEIVER_CLOSED);
        assertClosed(() -> sender.send("after", Duration.ofMillis(1)), RECEIVER_CLOSED);
        assertClosed(() -> sender.claim(8), RECEIVER_CLOSED);
        assertClosed(() -> sender.tryClaim(8), RECEIVER_CLOSED);
    }

    @Test
    void aSendThatWaitsThrowsWhenTheReceiverCloses() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            fill(sender, "message");
            Background<Void> send =
                    Background.run("send", () -> sender.send("no room")).awaitWaiting();

            receiver.close();

            assertClosed(send.failure(), RECEIVER_CLOSED);
        }
    }

    @Test
    void aTimedSendThatWaitsThrowsWhenTheReceiverCloses() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            fill(sender, "message");
            Background<Boolean> send =
                    Background.call("send", () -> sender.send("no room", Duration.ofHours(1)))
                            .awaitWaiting();

            receiver.close();

            assertClosed(send.failure(), RECEIVER_CLOSED);
        }
    }

    @Test
    void aClaimThatWaitsThrowsWhenTheReceiverCloses() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            fill(sender, "message");
            Background<Claim> claim =
                    Background.call("claim", () -> sender.claim(8)).awaitWaiting();

            receiver.close();

            assertClosed(claim.failure(), RECEIVER_CLOSED);
        }
    }
}
