package io.millrace;

import static io.millrace.Closures.RECEIVER_CLOSED;
import static io.millrace.Closures.assertClosed;
import static io.millrace.FullRing.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.Peer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the senders see once a receiver closes, dies or stops, with one of them in another JVM. */
class ReceiverDropAcrossJvmsTest extends ChannelAcrossJvms {
    private static final String SILENT = "the receiver is gone: no sign of life from its process";

    @Test
    void aSendThatWaitsThrowsWhenTheReceiverInAnotherJvmCloses() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("receiver");
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<Void> send = waitingSend(sender);

        assertThat(peer.ask("closeReceiver")).isEqualTo("ok");

        assertClosed(send.failure(), RECEIVER_CLOSED);
        assertEveryWayToSendThrows(sender, RECEIVER_CLOSED);
    }

    @Test
    void aSendInAnotherJvmThatWaitsThrowsWhenTheReceiverCloses() {
        Peer peer = open(LONG_TIMEOUT);
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        peer.ask("sender");
        assertThat(peer.ask("fill message")).isEqualTo("64");
        Peer.Reply send = peer.beginWaiting("send no room");

        receiver.close();

        assertThat(send.await()).isEqualTo("ChannelClosedException: " + RECEIVER_CLOSED);
        assertThat(peer.ask("trySend x")).isEqualTo("ChannelClosedException: " + RECEIVER_CLOSED);
    }

    @Test
    void aSendThatWaitsThrowsSoonAfterTheReceiverIsKilled() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("receiver");
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<Void> send = waitingSend(sender);

        long start = System.nanoTime();
        peer.jvm().kill();

        assertClosed(send.failure(), SILENT);
        assertLongBeforeTheTimeout(start);
        assertEveryWayToSendThrows(sender, SILENT);
    }

    @Test
    void aSendThatWaitsThrowsAtTheTimeoutWhenTheReceiverIsStopped() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("receiver");
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<Void> send = waitingSend(sender);

        long start = System.nanoTime();
        peer.jvm().stop();

        assertClosed(send.failure(), SILENT);
        assertAtTheTimeout(start);
        assertEveryWayToSendThrows(sender, SILENT);
    }

    @Test
    void aReceiverThatSleptPastTheTimeoutGoesOnReadingAndIsNotReplaced() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("receiver");
        Sender<String> old = channel.sender(Codec.utf8());
        Background<Void> send = waitingSend(old);
        peer.jvm().stop();
        assertClosed(send.failure(), SILENT);

        assertThatThrownBy(() -> channel.receiver(Codec.utf8()))
                .isInstanceOf(ReceiverInUseException.class)
                .hasMessageMatching(
                        ".*channel has a receiver: process "
                                + peer.pid()
                                + ", last heartbeat \\d{3,5} ms ago");
        peer.jvm().resume();

        for (int i = 0; i < 64; i++) {
            assertThat(peer.ask("receive")).isEqualTo("message");
        }
        Await.until(
                "its heartbeat moves again",
                () -> ageOfBeat(channel.status().receiver().orElseThrow()) < 500);
        assertClosed(() -> old.send("stays closed"), SILENT);
        Await.until(
                "a new sender is heard",
                () -> {
                    try (Sender<String> fresh = channel.sender(Codec.utf8())) {
                        return fresh.trySend("fresh");
                    } catch (ChannelClosedException e) {
                        return false;
                    }
                });
        assertThat(peer.ask("receive")).isEqualTo("fresh");
    }

    private static Background<Void> waitingSend(Sender<String> sender) {
        fill(sender, "message");
        return Background.run("send", () -> sender.send("no room")).awaitWaiting();
    }

    private static void assertEveryWayToSendThrows(Sender<String> sender, String message) {
        assertClosed(() -> sender.send("x"), message);
        assertClosed(() -> sender.trySend("x"), message);
        assertClosed(() -> sender.send("x", Duration.ofHours(1)), message);
        assertClosed(() -> sender.claim(1), message);
        assertClosed(() -> sender.tryClaim(1), message);
    }
}
