package io.millrace;

import static io.millrace.Closures.DRAINED;
import static io.millrace.Closures.assertClosed;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.Peer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the receiver sees once senders close, die or stop in another JVM. */
class SenderDropAcrossJvmsTest extends ChannelAcrossJvms {
    @Test
    void aReceiveThatWaitsThrowsWhenTheSenderInAnotherJvmCloses() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<String> receive = Background.call("receive", receiver::receive).awaitWaiting();

        peer.ask("closeSender");

        assertClosed(receive.failure(), DRAINED);
        assertThat(receiver.isClosed()).isTrue();
    }

    @Test
    void aReceiveThatWaitsThrowsSoonAfterTheLastSenderIsKilled() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("sender");
        peer.ask("send last words");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        assertThat(receiver.receive()).isEqualTo("last words");
        Background<String> receive = Background.call("receive", receiver::receive).awaitWaiting();

        long start = System.nanoTime();
        peer.jvm().kill();

        assertClosed(receive.failure(), DRAINED);
        assertLongBeforeTheTimeout(start);
        assertEveryWayToReceiveEnds(receiver);
    }

    @Test
    void aReceiveThatWaitsThrowsAtTheTimeoutWhenTheLastSenderIsStopped() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<String> receive = Background.call("receive", receiver::receive).awaitWaiting();

        long start = System.nanoTime();
        peer.jvm().stop();

        assertClosed(receive.failure(), DRAINED);
        assertAtTheTimeout(start);
        assertEveryWayToReceiveEnds(receiver);
    }

    @Test
    void aReceiveInAnotherJvmThatWaitsThrowsWhenTheLastSenderCloses() {
        Peer peer = open(LONG_TIMEOUT);
        Sender<String> sender = channel.sender(Codec.utf8());
        peer.ask("receiver");
        Peer.Reply receive = peer.beginWaiting("receive");

        sender.close();

        assertThat(receive.await()).isEqualTo("ChannelClosedException: " + DRAINED);
    }

    @Test
    void whatTheyHadSentIsReceivedBeforeTheClosureThatClosedKilledAndStoppedSendersCauseTogether() {
        Peer closes = open(SHORT_TIMEOUT);
        Peer dies = open(SHORT_TIMEOUT);
        Peer stops = open(SHORT_TIMEOUT);
        List.of(closes, dies, stops).forEach(peer -> peer.ask("sender"));
        closes.ask("send from who closes");
        dies.ask("send from who dies");
        stops.ask("send from who stops");
        closes.ask("closeSender");
        dies.jvm().kill();
        stops.jvm().stop();

        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            assertThat(receiver.stream())
                    .containsExactly("from who closes", "from who dies", "from who stops");
            assertEveryWayToReceiveEnds(receiver);
        }
    }

    @Test
    void goesOnWhileSomeSendersAreLeft() {
        Peer dies = open(LONG_TIMEOUT);
        Peer stays = open(LONG_TIMEOUT);
        dies.ask("sender");
        stays.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        dies.ask("send one");
        assertThat(receiver.receive()).isEqualTo("one");
        Background<String> receive = Background.call("receive", receiver::receive).awaitWaiting();
        dies.jvm().kill();
        Await.until("the dead sender's slot is free", () -> channel.status().senders().size() == 1);

        stays.ask("send two");

        assertThat(receive.result()).isEqualTo("two");
        assertThat(receiver.tryReceive()).isNull();
        assertThat(receiver.isClosed()).isFalse();
    }

    private static void assertEveryWayToReceiveEnds(Receiver<String> receiver) {
        assertClosed(receiver::receive, DRAINED);
        assertClosed(receiver::tryReceive, DRAINED);
        assertClosed(() -> receiver.receive(Duration.ofHours(1)), DRAINED);
        assertThat(receiver.iterator().hasNext()).isFalse();
        assertThat(receiver.stream()).isEmpty();
        assertThat(receiver.poll((buffer, offset, length) -> {}, 8)).isZero();
        assertThat(receiver.isClosed()).isTrue();
    }
}
