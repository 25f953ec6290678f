package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.testkit.Background;
import io.millrace.testkit.SharedMemory;
import io.millrace.testkit.WakeUpsOnly;
import io.millrace.wait.Futex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Senders and a receiver that pause at random, so that each side falls asleep at any moment of the
 * other; no sleep has a time-out, so one wake-up lost is the end.
 */
class WakeUpStressTest {
    private static final int SENDERS = 3;
    private static final int LONGEST_PAUSE_NS = 100_000;
    private static final long SOAK_MESSAGES = Long.getLong("millrace.soak.messages", 100_000_000);

    @TempDir(factory = SharedMemory.class)
    Path directory;

    @Test
    void noWakeUpIsLost() {
        run(20_000, Duration.ofSeconds(60));
    }

    @Test
    @Tag("soak")
    @Timeout(2 * 3600)
    void noWakeUpIsLostInMillionsOfMessages() {
        run(SOAK_MESSAGES, Duration.ofHours(2));
    }

    private void run(long messages, Duration patience) {
        assumeTrue(Futex.get().isKernel(), "no futex here");
        WakeUpsOnly futex = new WakeUpsOnly();
        Seams seams = Seams.NONE.withFutex(() -> futex);
        // Two sizes of spin: the waits fall into the spin, the first sleep, and the long one.
        ChannelOptions options =
                ChannelOptions.defaults()
                        .capacity(2048)
                        .waitStrategy(WaitStrategy.blocking(Duration.ofNanos(2_000)));
        try (Channel channel = Channel.open(directory.resolve("stress"), options, seams)) {
            Receiver<Long> receiver = channel.receiver(Codec.int64());
            List<Background<Void>> sends = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                Sender<Long> sender = channel.sender(Codec.int64());
                int seed = i;
                sends.add(
                        Background.run(
                                "sender " + i, () -> send(sender, messages / SENDERS, seed)));
            }
            Background<Long> received = Background.call("receiver", () -> receive(receiver, futex));
            assertThat(received.result(patience)).isEqualTo(messages / SENDERS * SENDERS);
            sends.forEach(Background::result);
        }
    }

    private static void send(Sender<Long> sender, long messages, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (sender) {
            for (long i = 0; i < messages; i++) {
                pause(random);
                switch (random.nextInt(8)) {
                    case 0 -> {
                        sender.claim(Long.BYTES).abort();
                        sender.send(i);
                    }
                    case 1 -> sender.sendAll(List.of(i));
                    case 2, 3 -> sendByClaim(sender, i, random);
                    default -> sender.send(i);
                }
            }
        }
    }

    private static void sendByClaim(Sender<Long> sender, long i, SplittableRandom random) {
        try (Claim claim = sender.claim(Long.BYTES)) {
            pause(random);
            claim.buffer().putLong(claim.offset(), i);
            claim.commit();
        }
    }

    private static long receive(Receiver<Long> receiver, WakeUpsOnly futex) {
        SplittableRandom random = new SplittableRandom(99);
        long received = 0;
        for (Long ignored : receiver) {
            received++;
            pause(random);
        }
        assertThat(futex.calls()).isPositive();
        return received;
    }

    /**
     * Mostly none, so that both sides overtake each other; now and then one that outlasts a spin.
     */
    private static void pause(SplittableRandom random) {
        if (random.nextInt(16) != 0) {
            return;
        }
        long end = System.nanoTime() + random.nextInt(LONGEST_PAUSE_NS);
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }
}
