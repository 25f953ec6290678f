package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.SharedMemory;
import io.millrace.testkit.WakeUpsOnly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever ends the wait of a receiver wakes it from its sleep. */
class ReceiverWakeUpTest {
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
    void aMessageWakesTheReceiver() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<String> receive = scene.sleepingReceive(receiver);

        sender.send("hi");

        assertThat(receive.result()).isEqualTo("hi");
    }

    @Test
    void aClaimThatIsCommittedAfterAnAbortWakesTheReceiver() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<String> receive = scene.sleepingReceive(receiver);

        sender.claim(8).abort();
        futex.awaitAsleep(1);
        sender.send("hi");

        assertThat(receive.result()).isEqualTo("hi");
    }

    @Test
    void aRecordBehindTheEndOfTheRingWakesTheReceiver() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        String third = "x".repeat(1500);
        for (int i = 0; i < 3; i++) {
            Background<String> receive = scene.sleepingReceive(receiver);
            sender.send(third);
            assertThat(receive.result()).isEqualTo(third);
        }
    }

    @Test
    void eachRecordOfABatchWakesTheReceiverWhileTheBatchIsOpen() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        try (Batch batch = sender.claimBatch(2, 8)) {
            for (String message : List.of("a", "b")) {
                Background<String> receive = scene.sleepingReceive(receiver);
                batch.buffer().putByte(batch.offset(), (byte) message.charAt(0));
                batch.commit(1);
                assertThat(receive.result()).isEqualTo(message);
            }
        }
    }

    @Test
    void theLastSenderWakesTheReceiverWhenItCloses() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<String> receive = scene.sleepingReceive(receiver);

        sender.close();

        assertThat(receive.failure()).isExactlyInstanceOf(ChannelClosedException.class);
    }

    @Test
    void closeEndsTheSleepOfTheReceiver() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<String> receive = scene.sleepingReceive(receiver);

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
}
