package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.Peer;
import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row of "When is it closed" that names processes, with a real second JVM that closes, is
 * killed, or is stopped.
 */
class ChannelClosureAcrossJvmsTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    /** For halves that die: nobody notices by the clock, only by the proof of death. */
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);

    /** For halves that are stopped. */
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(1);

    /** How late a thread may come to run on a machine that has other things to do. */
    private static final Duration MACHINE = Duration.ofSeconds(3);

    private static final String CLOSED = "the receiver is gone: it was closed";
    private static final String SILENT = "the receiver is gone: no sign of life from its process";
    private static final String DRAINED =
            "the channel is closed: every sender is gone and the ring is drained";
    private static final String FENCED =
            "SenderFencedException: this sender was declared dropped after PT1S without a heartbeat"
                    + " of its process; the message in hand may or may not have arrived";

    @TempDir(factory = SharedMemory.class)
    Path directory;

    private final List<Peer> peers = new ArrayList<>();
    private final List<Object> kept = new ArrayList<>();
    private Channel channel;

    @AfterEach
    void close() {
        peers.forEach(Peer::close);
        channel.close();
    }

    // ---- the receiver is dropped

    @Test
    void aSendThatWaitsThrowsWhenTheReceiverInAnotherJvmCloses() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("receiver");
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<Void> send = waitingSend(sender);

        assertThat(peer.ask("closeReceiver")).isEqualTo("ok");

        assertClosed(send.failure(), CLOSED);
        assertEveryWayToSendThrows(sender, CLOSED);
    }

    @Test
    void aSendInAnotherJvmThatWaitsThrowsWhenTheReceiverCloses() {
        Peer peer = open(LONG_TIMEOUT);
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        peer.ask("sender");
        assertThat(peer.ask("fill message")).isEqualTo("64");
        Peer.Reply send = peer.beginWaiting("send no room");

        receiver.close();

        assertThat(send.await()).isEqualTo("ChannelClosedException: " + CLOSED);
        assertThat(peer.ask("trySend x")).isEqualTo("ChannelClosedException: " + CLOSED);
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
        assertThat(since(start)).isLessThan(LONG_TIMEOUT.dividedBy(2));
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
        assertThat(since(start))
                .isBetween(
                        SHORT_TIMEOUT.minus(INTERVAL.multipliedBy(2)),
                        SHORT_TIMEOUT.plus(INTERVAL.multipliedBy(2)).plus(MACHINE));
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
        Await.until("its heartbeat moves again", () -> ageOfBeat(receiver()) < 500);
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

    @Test
    void aNewReceiverGoesOnWhereTheKilledOneStopped() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("receiver");
        Sender<String> sender = channel.sender(Codec.utf8());
        for (int i = 0; i < 5; i++) {
            sender.send("message " + i);
        }
        assertThat(peer.ask("receive")).isEqualTo("message 0");
        assertThat(peer.ask("receive")).isEqualTo("message 1");
        assertThatThrownBy(() -> channel.receiver(Codec.utf8()))
                .isInstanceOf(ReceiverInUseException.class);
        peer.jvm().kill();

        Receiver<String> receiver = channel.receiver(Codec.utf8());
        sender.close();

        assertThat(receiver.stream()).containsExactly("message 2", "message 3", "message 4");
    }

    @Test
    void nothingIsLostBetweenTwoReceivers() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("sender");
        peer.ask("send early");
        try (Receiver<String> first = channel.receiver(Codec.utf8())) {
            assertThat(first.receive()).isEqualTo("early");
        }

        Receiver<String> second = channel.receiver(Codec.utf8());
        assertThat(peer.ask("send late")).isEqualTo("ok");
        peer.jvm().kill();

        assertThat(second.stream()).containsExactly("late");
    }

    // ---- every sender is dropped

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
        assertThat(since(start)).isLessThan(LONG_TIMEOUT.dividedBy(2));
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
        assertThat(since(start))
                .isBetween(
                        SHORT_TIMEOUT.minus(INTERVAL.multipliedBy(2)),
                        SHORT_TIMEOUT.plus(INTERVAL.multipliedBy(2)).plus(MACHINE));
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
        peers.forEach(peer -> peer.ask("sender"));
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

    @Test
    void aReceiverInAnotherJvmWaitsForItsFirstSender() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("receiver");
        Peer.Reply receive = peer.beginWaiting("receive");
        channel.close();
        channel = Channel.open(file(), options(SHORT_TIMEOUT));
        assertThat(receive.isThere()).isFalse();

        channel.sender(Codec.utf8()).send("first");

        assertThat(receive.await()).isEqualTo("first");
    }

    @Test
    void aSenderInAnotherJvmFillsTheRingAndWaitsForTheFirstReceiver() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("sender");
        assertThat(peer.ask("fill early")).isEqualTo("64");
        Peer.Reply send = peer.beginWaiting("send late");

        Receiver<String> receiver = channel.receiver(Codec.utf8());
        for (int i = 0; i < 64; i++) {
            assertThat(receiver.receive()).isEqualTo("early");
        }

        assertThat(send.await()).isEqualTo("ok");
        assertThat(receiver.receive()).isEqualTo("late");
    }

    @Test
    void noSenderOfAnotherJvmCanAttachOnceTheReceiverHasSeenClosure() {
        Peer peer = open(LONG_TIMEOUT);
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        peer.ask("sender");
        peer.ask("closeSender");
        assertThat(receiver.stream()).isEmpty();

        assertThat(peer.ask("sender")).startsWith("ChannelClosedException: ").contains("anew");
        receiver.close();
        Receiver<String> second = channel.receiver(Codec.utf8());

        assertThat(peer.ask("sender")).isEqualTo("ok");
        peer.ask("send again");
        assertThat(second.receive()).isEqualTo("again");
    }

    // ---- unfinished claims

    @Test
    void aClaimOfAKilledSenderHoldsNobodyUpAndIsNeverSeen() {
        Peer dies = open(LONG_TIMEOUT);
        dies.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        sender.send("before");
        assertThat(dies.ask("claim half written")).isEqualTo("ok");
        sender.send("behind");
        assertThat(receiver.receive()).isEqualTo("before");
        Background<String> receive = Background.call("receive", receiver::receive).awaitWaiting();

        dies.jvm().kill();

        assertThat(receive.result()).isEqualTo("behind");
        assertThat(channel.status().recoveredRecords()).isEqualTo(1);
    }

    @Test
    void aClaimOfAStoppedSenderIsPassedOverAtTheTimeout() {
        Peer stops = open(SHORT_TIMEOUT);
        stops.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        assertThat(stops.ask("claim half written")).isEqualTo("ok");
        sender.send("behind");

        stops.jvm().stop();

        assertThat(receiver.receive()).isEqualTo("behind");
        assertThat(channel.status().consumerCursor()).isZero();
        stops.jvm().resume();
        assertThat(stops.ask("commit")).isEqualTo(FENCED);
        sender.send("and on");
        assertThat(receiver.receive()).isEqualTo("and on");
        Await.until(
                "its memory is given back",
                () -> {
                    receiver.tryReceive();
                    ChannelStatus status = channel.status();
                    return status.consumerCursor() == status.producerCursor();
                });
    }

    // ---- fenced senders

    @Test
    void aSenderThatWasStoppedBeyondTheTimeoutIsFenced() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> stays = channel.sender(Codec.utf8());
        stopUntilFenced(peer, receiver);

        peer.jvm().resume();

        assertThat(peer.ask("send too late")).isEqualTo(FENCED);
        assertThat(peer.ask("trySend too late")).isEqualTo(FENCED);
        assertThat(peer.ask("claim x")).isEqualTo(FENCED);
        assertThat(peer.ask("closeSender")).isEqualTo("ok");
        assertThat(peer.ask("sender")).isEqualTo("ok");
        assertThat(peer.ask("send in time")).isEqualTo("ok");
        stays.close();
        peer.ask("closeSender");
        assertThat(receiver.stream()).contains("in time");
        assertThat(channel.status().fencedSenders()).isEqualTo(1);
    }

    @Test
    void aSendThatWaitsNoticesThatItsSenderWasFenced() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        keep(channel.sender(Codec.utf8()));
        assertThat(peer.ask("fill message")).isEqualTo("64");
        Peer.Reply send = peer.beginWaiting("send no room");
        peer.jvm().stop();
        Await.until("it stands still", () -> ageOfBeat(sender(peer)) > 100);
        // Fencing is the receiver's, and it looks only when the ring is empty.
        receiver.poll((buffer, offset, length) -> {}, 64);
        Await.until(
                "fenced",
                () -> {
                    receiver.tryReceive();
                    return state(peer).equals("fenced");
                });
        peer.jvm().resume();

        assertThat(send.await()).isEqualTo(FENCED);
    }

    @Test
    void aFencedSenderThatAbortsItsClaimCanStillBeClosed() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        keep(channel.sender(Codec.utf8()));
        peer.ask("claim unfinished");
        stopUntilFenced(peer, receiver);

        peer.jvm().resume();

        assertThat(peer.ask("abort")).isEqualTo(FENCED);
        assertThat(peer.ask("send too late")).isEqualTo(FENCED);
        assertThat(peer.ask("closeSender")).isEqualTo("ok");
        assertThat(state(peer)).isEqualTo("closed");
    }

    @Test
    void aPauseShorterThanTheTimeoutIsNeverDeath() {
        Peer receives = open(LONG_TIMEOUT);
        Peer sends = open(LONG_TIMEOUT);
        receives.ask("receiver");
        sends.ask("sender");
        Sender<String> sender = channel.sender(Codec.utf8());

        receives.jvm().stop();
        sends.jvm().stop();
        Await.until("the heartbeats stand still", () -> ageOfBeat(sender(sends)) > 500);
        assertThat(sender.trySend("meanwhile")).isTrue();
        receives.jvm().resume();
        sends.jvm().resume();

        assertThat(receives.ask("receive")).isEqualTo("meanwhile");
        assertThat(sends.ask("send back again")).isEqualTo("ok");
        assertThat(receives.ask("receive")).isEqualTo("back again");
        assertThat(channel.status().fencedSenders()).isZero();
    }

    // ----

    private Path file() {
        return directory.resolve("channel");
    }

    private static ChannelOptions options(Duration timeout) {
        return ChannelOptions.defaults()
                .capacity(4096)
                .maxSenders(4)
                .heartbeatInterval(INTERVAL)
                .heartbeatTimeout(timeout);
    }

    private Peer open(Duration timeout) {
        if (channel == null) {
            channel = Channel.open(file(), options(timeout));
        }
        Peer peer = Peer.open(file(), INTERVAL, timeout);
        peers.add(peer);
        return peer;
    }

    /** Keeps a half reachable to the end of the test: one that is not is closed. */
    private <H> H keep(H half) {
        kept.add(half);
        return half;
    }

    private void stopUntilFenced(Peer peer, Receiver<String> receiver) {
        peer.jvm().stop();
        Await.until(
                "the stopped sender is fenced",
                () -> {
                    receiver.tryReceive();
                    return state(peer).equals("fenced");
                });
    }

    private static Background<Void> waitingSend(Sender<String> sender) {
        while (sender.trySend("message")) {
            // Until the ring is full.
        }
        return Background.run("send", () -> sender.send("no room")).awaitWaiting();
    }

    private HalfStatus receiver() {
        return channel.status().receiver().orElseThrow();
    }

    private HalfStatus sender(Peer peer) {
        return channel.status().senders().stream()
                .filter(half -> half.pid() == peer.pid())
                .findFirst()
                .orElseThrow();
    }

    private String state(Peer peer) {
        return sender(peer).state();
    }

    private static long ageOfBeat(HalfStatus half) {
        return System.currentTimeMillis() - half.beatAtMs();
    }

    private static Duration since(long startNs) {
        return Duration.ofNanos(System.nanoTime() - startNs);
    }

    private static void assertEveryWayToSendThrows(Sender<String> sender, String message) {
        assertClosed(() -> sender.send("x"), message);
        assertClosed(() -> sender.trySend("x"), message);
        assertClosed(() -> sender.send("x", Duration.ofHours(1)), message);
        assertClosed(() -> sender.claim(1), message);
        assertClosed(() -> sender.tryClaim(1), message);
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

    private static void assertClosed(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ChannelClosedException.class).hasMessage(message);
    }

    private static void assertClosed(Throwable thrown, String message) {
        assertThat(thrown).isInstanceOf(ChannelClosedException.class).hasMessage(message);
    }
}
