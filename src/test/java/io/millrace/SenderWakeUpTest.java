package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.SharedMemory;
import io.millrace.testkit.WakeUpsOnly;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever ends the wait of senders wakes them from their sleep, and no more of them than it must.
 */
class SenderWakeUpTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    private WakeUpScene scene;
    private WakeUpsOnly futex;
    private Channel channel;

    @BeforeEach
    void open() {
        scene = WakeUpScene.inOneJvm(directory);
        futex = scene.futex();
        channel = scene.channel();
    }

    @AfterEach
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void roomWakesASender() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<Void> send = scene.sleepingSends(1).get(0);
        long late = 0;
        while (late == 0) {
            late = receiver.receive().equals("late") ? 1 : 0;
        }
        assertThat(send.failure()).isNull();
    }

    @Test
    void roomWakesEachOfManySendersButNotAllForTheFirstFewMessages() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        List<Background<Void>> sends = scene.sleepingSends(10);
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
            Background<Void> send = scene.sleepingSends(1).get(0);

            receiver.receive();

            send.result();
        }
    }

    @Test
    void theReceiverWakesAllSendersWhenItCloses() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        List<Background<Void>> sends = scene.sleepingSends(3);

        receiver.close();

        for (Background<Void> send : sends) {
            assertThat(send.failure())
                    .isExactlyInstanceOf(ChannelClosedException.class)
                    .hasMessage("the receiver is gone: it was closed");
        }
    }

    @Test
    void closeEndsTheSleepOfASender() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        List<Background<Void>> sends = scene.sleepingSends(2);

        channel.close();

        for (Background<Void> send : sends) {
            assertThat(send.failure()).isExactlyInstanceOf(ChannelClosedException.class);
        }
        assertThat(receiver.isClosed()).isTrue();
    }

    @Test
    void anInterruptEndsTheSleepOfASenderAndTheOthersGoOnWaiting() throws InterruptedException {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        List<Background<Void>> sends = scene.sleepingSends(2);
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
}
