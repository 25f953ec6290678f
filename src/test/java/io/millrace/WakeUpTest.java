package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.mapping.ChannelCreator;
import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.Peer;
import io.millrace.testkit.SharedMemory;
import io.millrace.testkit.WakeUpsOnly;
import io.millrace.wait.Futex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever ends a wait wakes who sleeps: here no sleep has a time-out, so a wake-up that does not
 * come is noticed.
 */
class WakeUpTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Without heartbeats, since the first look at a new half wakes the others too. */
    private static final ChannelOptions OPTIONS =
            ChannelOptions.defaults().capacity(4096).maxSenders(20).ownDutyCycle(true);

    private static final ChannelOptions WITH_OTHER_JVMS =
            OPTIONS.ownDutyCycle(false).heartbeatInterval(INTERVAL).heartbeatTimeout(TIMEOUT);

    @TempDir(factory = SharedMemory.class)
    Path directory;

    private WakeUpsOnly futex;
    private Path path;
    private Channel channel;

    @BeforeEach
    void open() {
        assumeTrue(Futex.get().isKernel(), "no futex here");
        futex = new WakeUpsOnly();
        path = directory.resolve("channel");
        channel = open(OPTIONS);
    }

    private Peer openPeer() {
        close();
        path = directory.resolve("with other JVMs");
        channel = open(WITH_OTHER_JVMS);
        return Peer.open(path, INTERVAL, TIMEOUT);
    }

    private Channel open(ChannelOptions options) {
        return Channel.open(
                path,
                options,
                new Seams(
                        UnaryOperator.identity(),
                        UnaryOperator.identity(),
                        ChannelCreator.Steps.NONE,
                        () -> futex));
    }

    @AfterEach
    void close() {
        if (channel != null) {
            channel.close();
        }
    }

    // ---- a receiver that sleeps

    private Background<String> sleepingReceive(Receiver<String> receiver) {
        Background<String> receive = Background.call("receive", receiver::receive);
        futex.awaitAsleep(1);
        return receive;
    }

    @Test
    void aMessageWakesTheReceiver() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<String> receive = sleepingReceive(receiver);

        sender.send("hi");

        assertThat(receive.result()).isEqualTo("hi");
    }

    @Test
    void aClaimThatIsCommittedAfterAnAbortWakesTheReceiver() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<String> receive = sleepingReceive(receiver);

        sender.claim(8).abort();
        futex.awaitAsleep(1);
        sender.send("hi");

        assertThat(receive.result()).isEqualTo("hi");
    }

    @Test
    void eachRecordOfABatchWakesTheReceiverWhileTheBatchIsOpen() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        try (Batch batch = sender.claimBatch(2, 8)) {
            for (String message : List.of("a", "b")) {
                Background<String> receive = sleepingReceive(receiver);
                batch.buffer().putByte(batch.offset(), (byte) message.charAt(0));
                batch.commit(1);
                assertThat(receive.result()).isEqualTo(message);
            }
        }
    }

    @Test
    void aMessageFromAnotherJvmWakesTheReceiver() {
        try (Peer peer = openPeer();
                Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            peer.ask("sender");
            awaitWakesBy(true);
            Background<String> receive = sleepingReceive(receiver);

            peer.ask("send hi");

            assertThat(receive.result()).isEqualTo("hi");
        }
    }

    @Test
    void theLastSenderWakesTheReceiverWhenItCloses() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<String> receive = sleepingReceive(receiver);

        sender.close();

        assertThat(receive.failure()).isExactlyInstanceOf(ChannelClosedException.class);
    }

    @Test
    void theLastSenderInAnotherJvmWakesTheReceiverWhenItClosesOrIsKilled() {
        for (String end : List.of("closeSender", "exit 0", "kill")) {
            try (Peer peer = openPeer();
                    Receiver<String> receiver = channel.receiver(Codec.utf8())) {
                peer.ask("sender");
                awaitWakesBy(true);
                Background<String> receive = sleepingReceive(receiver);

                if (end.equals("kill")) {
                    peer.jvm().kill();
                } else {
                    peer.tell(end);
                }

                assertThat(receive.failure())
                        .as(end)
                        .isExactlyInstanceOf(ChannelClosedException.class);
            }
        }
    }

    @Test
    void closeEndsTheSleepOfTheReceiver() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<String> receive = sleepingReceive(receiver);

        receiver.close();

        assertThat(receive.failure())
                .isExactlyInstanceOf(ChannelClosedException.class)
                .hasMessage("this receiver is closed");
    }

    @Test
    void anInterruptEndsTheSleepOfTheReceiverAndStaysSet() throws InterruptedException {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        List<Object> seen = new ArrayList<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                receiver.receive();
                            } catch (ChannelInterruptedException e) {
                                seen.add(Thread.currentThread().isInterrupted());
                            }
                        });
        thread.start();
        futex.awaitAsleep(1);

        thread.interrupt();

        thread.join(Await.LONG.toMillis());
        assertThat(seen).containsExactly(true);
    }

    @Test
    void aReceiveEndsAtItsTimeout() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        futex.keepTimeouts();
        long start = System.nanoTime();
        assertThat(receiver.receive(Duration.ofMillis(30))).isNull();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
    }

    // ---- senders that sleep

    private List<Background<Void>> sleepingSends(int count) {
        Sender<String> filler = channel.sender(Codec.utf8());
        while (filler.trySend("filling")) {}
        List<Background<Void>> sends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sender<String> sender = channel.sender(Codec.utf8());
            sends.add(Background.run("send " + i, () -> sender.send("late")));
            futex.awaitAsleep(i + 1);
        }
        return sends;
    }

    @Test
    void roomWakesASender() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<Void> send = sleepingSends(1).get(0);
        long late = 0;
        while (late == 0) {
            late = receiver.receive().equals("late") ? 1 : 0;
        }
        assertThat(send.failure()).isNull();
    }

    @Test
    void roomWakesEachOfManySendersButNotAllForTheFirstFewMessages() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        List<Background<Void>> sends = sleepingSends(10);
        int quarter = 4096 / 64 / 4;
        int before = futex.woken();
        long start = System.nanoTime();
        for (int i = 0; i < quarter; i++) {
            receiver.receive();
        }
        Await.until("a sender was woken", () -> sends.stream().anyMatch(Background::isDone));
        long perMillisecond = (System.nanoTime() - start) / 1_000_000;
        assertThat(futex.woken() - before).isBetween(1, 2 + (int) perMillisecond);

        int late = 0;
        while (late < sends.size()) {
            late += receiver.receive().equals("late") ? 1 : 0;
        }
        sends.forEach(send -> assertThat(send.failure()).isNull());
    }

    @Test
    void aSingleFreeSlotWakesASenderWhenNoneWasWokenForLong() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        for (int i = 0; i < 3; i++) {
            Background<Void> send = sleepingSends(1).get(0);

            receiver.receive();

            send.result();
        }
    }

    @Test
    void theReceiverWakesAllSendersWhenItCloses() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        List<Background<Void>> sends = sleepingSends(3);

        receiver.close();

        for (Background<Void> send : sends) {
            assertThat(send.failure())
                    .isExactlyInstanceOf(ChannelClosedException.class)
                    .hasMessage("the receiver is gone: it was closed");
        }
    }

    @Test
    void theReceiverInAnotherJvmWakesAllSendersWhenItClosesOrIsKilled() {
        for (String end : List.of("closeReceiver", "kill")) {
            try (Peer peer = openPeer()) {
                peer.ask("receiver");
                awaitWakesBy(false);
                List<Background<Void>> sends = sleepingSends(2);

                if (end.equals("kill")) {
                    peer.jvm().kill();
                } else {
                    peer.tell(end);
                }

                for (Background<Void> send : sends) {
                    assertThat(send.failure())
                            .as(end)
                            .isExactlyInstanceOf(ChannelClosedException.class);
                }
            }
        }
    }

    @Test
    void theReceiverInAnotherJvmWakesASenderWhenThereIsRoom() {
        try (Peer peer = openPeer()) {
            peer.ask("receiver");
            awaitWakesBy(false);
            Background<Void> send = sleepingSends(1).get(0);
            while (!peer.ask("receive").equals("late")) {}
            assertThat(send.failure()).isNull();
        }
    }

    @Test
    void closeEndsTheSleepOfASender() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        List<Background<Void>> sends = sleepingSends(2);

        channel.close();

        for (Background<Void> send : sends) {
            assertThat(send.failure()).isExactlyInstanceOf(ChannelClosedException.class);
        }
        assertThat(receiver.isClosed()).isTrue();
    }

    @Test
    void anInterruptEndsTheSleepOfASenderAndTheOthersGoOnWaiting() throws InterruptedException {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        List<Background<Void>> sends = sleepingSends(2);
        Sender<String> sender = channel.sender(Codec.utf8());
        List<Object> seen = new ArrayList<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                sender.send("interrupted");
                            } catch (ChannelInterruptedException e) {
                                seen.add(Thread.currentThread().isInterrupted());
                            }
                        });
        thread.start();
        futex.awaitAsleep(3);

        thread.interrupt();

        thread.join(Await.LONG.toMillis());
        assertThat(seen).containsExactly(true);
        futex.awaitAsleep(2);
        int late = 0;
        while (late < sends.size()) {
            late += receiver.receive().equals("late") ? 1 : 0;
        }
    }

    // ---- nobody sleeps

    @Test
    void whileNobodySleepsThereIsNoSystemCall() {
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
        Sender<byte[]> sender = channel.sender(Codec.bytes());
        Sender<byte[]> other = channel.sender(Codec.bytes());
        byte[] message = new byte[40];
        long received = 0;
        for (int i = 0; i < 20_000; i++) {
            sender.trySend(message);
            other.trySend(message);
            other.claim(10).abort();
            received += receiver.poll((buffer, offset, length) -> {}, 3);
            received += receiver.tryReceive() == null ? 0 : 1;
        }
        assertThat(received).isGreaterThan(20_000);
        assertThat(futex.calls()).isZero();
    }

    @Test
    void afterASleepThereIsNoSystemCallAgain() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<String> receive = sleepingReceive(receiver);
        sender.send("wakes");
        receive.result();
        futex.keepTimeouts();
        assertThat(receiver.receive(Duration.ofMillis(5))).isNull();
        int before = futex.calls();
        for (int i = 0; i < 1000; i++) {
            sender.send("hi");
            receiver.receive();
        }
        assertThat(futex.calls()).isEqualTo(before);
    }

    @Test
    void statusTellsByWhatEachHalfWakes() {
        channel.receiver(Codec.utf8());
        Await.until(
                "the receiver's process shows its means",
                () -> channel.status().receiver().orElseThrow().wakesBy().equals(futex.name()));
    }

    private void awaitWakesBy(boolean sender) {
        Await.until(
                "the other JVM can wake",
                () ->
                        (sender
                                        ? channel.status().senders().stream()
                                                .filter(half -> half.state().equals("open"))
                                        : channel.status().receiver().stream())
                                .allMatch(half -> half.wakesBy().startsWith("futex")));
    }
}
