package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.ControlLayout;
import io.millrace.testkit.Background;
import io.millrace.testkit.SharedMemory;
import io.millrace.testkit.WakeUpsOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has nobody to wake makes no system call. */
class NoWakeUpTest {
    private static final long ANNOUNCED = 1;

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
    void aReceiverThatWaitsForAnOpenClaimIsNotWokenForWhatComesAfterIt() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> first = channel.sender(Codec.utf8());
        Sender<String> other = channel.sender(Codec.utf8());
        Background<String> receive = scene.sleepingReceive(receiver);
        int before = futex.calls();
        try (Claim claim = first.claim(1)) {
            for (int i = 0; i < 20; i++) {
                other.send("after");
            }
            assertThat(futex.calls()).isEqualTo(before);
            claim.buffer().putByte(claim.offset(), (byte) '1');
            claim.commit();
        }
        assertThat(receive.result()).isEqualTo("1");
        assertThat(receiver.receive()).isEqualTo("after");
    }

    @Test
    void theNextReceiverTakesBackTheSleepOfOneThatWasKilledInIt() throws IOException {
        SmallChannelFile file = SmallChannelFile.at(directory.resolve("channel"));
        file.patch(ControlLayout.RECEIVER_SLEEP, ANNOUNCED);
        channel.receiver(Codec.utf8());
        assertThat(file.get(ControlLayout.RECEIVER_SLEEP) & ANNOUNCED).isZero();
    }

    @Test
    void afterASleepThereIsNoSystemCallAgain() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        Background<String> receive = scene.sleepingReceive(receiver);
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
}
