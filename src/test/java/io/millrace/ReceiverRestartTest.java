package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Background;
import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver goes, and the next goes on in its place; senders may wait for it. */
class ReceiverRestartTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    @Test
    void aReceiverThatRestartsOverAFileGoesOnWithEveryMessage() {
        Path file = directory.resolve("channel");
        try (Channel senders = Channel.open(file, SmallRing.OPTIONS)) {
            Sender<Long> sender =
                    Channel.open(file, SmallRing.OPTIONS.whenReceiverDrops(WhenReceiverDrops.WAIT))
                            .sender(Codec.int64());
            Background<Void> sends =
                    Background.run(
                            "sends",
                            () -> {
                                for (long i = 0; i < 2000; i++) {
                                    sender.send(i);
                                }
                                sender.close();
                            });
            long next = 0;
            while (next < 2000) {
                try (Channel own = Channel.open(file);
                        Receiver<Long> receiver = own.receiver(Codec.int64())) {
                    for (int i = 0; i < 100; i++) {
                        assertThat(receiver.receive()).isEqualTo(next++);
                    }
                }
            }
            sends.result();
            assertThat(senders.receiver(Codec.int64()).stream()).isEmpty();
        }
    }

    @Test
    void aSenderThatMayWaitWaitsForTheNextReceiver() {
        try (Channel patient =
                Channel.inProcess(SmallRing.OPTIONS.whenReceiverDrops(WhenReceiverDrops.WAIT))) {
            Sender<String> sender = patient.sender(Codec.utf8());
            patient.receiver(Codec.utf8()).close();
            FullRing.fill(sender, "message");
            Background<Void> send =
                    Background.run("send", () -> sender.send("waited")).awaitWaiting();

            try (Receiver<String> next = patient.receiver(Codec.utf8())) {
                next.receive();
                send.result();
                sender.close();
                assertThat(next.stream().toList()).endsWith("waited");
            }
        }
    }
}
