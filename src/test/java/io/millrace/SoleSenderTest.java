package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.RecordLayout;
import io.millrace.ring.RingProducer;
import io.millrace.testkit.SharedMemory;
import io.millrace.testkit.StepMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender needs no locked instruction at the producer cursor while it is the only one. */
class SoleSenderTest {
    private static final String CLAIM = "compare-and-set at " + ClaimWord.OFFSET;
    private static final int MESSAGES = 10;

    /** The test invokes the heartbeats, whenever it wants. */
    private static final ChannelOptions OPTIONS =
            ChannelOptions.defaults()
                    .ownDutyCycle(true)
                    .heartbeatInterval(Duration.ofMillis(1))
                    .heartbeatTimeout(Duration.ofMinutes(1));

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    private final AtomicInteger claims = new AtomicInteger();

    @Test
    void shouldClaimWithoutALockedInstructionAgainOnceTheOtherHasLeft() {
        Seams seams = Seams.NONE.withMemory(memory -> new StepMemory(memory, this::after));
        try (Channel channel = Channel.open(directory.resolve("channel"), OPTIONS, seams);
                Sender<Long> sender = channel.sender(Codec.int64())) {
            sender.send(0L);
            assertThat(claimsOf(sender)).isZero();

            try (Sender<Long> other = sender.duplicate()) {
                other.send(0L);
                sender.send(0L);
                assertThat(claimsOf(sender)).isEqualTo(MESSAGES);
            }
            assertThat(claimsOf(sender)).isEqualTo(MESSAGES);

            beat(channel);
            sender.send(0L);
            assertThat(claimsOf(sender)).isZero();
        }
    }

    /** Where the word of an intent does not hold the extent, another one does. */
    @Test
    void shouldShowOthersWhereEachClaimEnds() {
        int longestInOneWord = RingProducer.LONGEST_AT_ONCE;
        int[] lengths = {0, longestInOneWord - 1, longestInOneWord, longestInOneWord + 1, 30_000};
        try (Channel channel = Channel.inProcess(OPTIONS.capacity(1 << 20));
                Sender<byte[]> sender = channel.sender(Codec.bytes());
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            long end = 0;
            for (int round = 0; round < 3; round++) {
                for (int length : lengths) {
                    sender.send(new byte[length]);
                    sender.claim(length).commit();
                    end += 2L * RecordLayout.extent(length);
                    assertThat(channel.status().producerCursor())
                            .as("%d bytes", length)
                            .isEqualTo(end);
                    assertThat(receiver.receive()).hasSize(length);
                    assertThat(receiver.receive()).hasSize(length);
                }
            }
        }
    }

    private int claimsOf(Sender<Long> sender) {
        int before = claims.get();
        for (long i = 0; i < MESSAGES; i++) {
            sender.send(i);
        }
        return claims.get() - before;
    }

    /** Invokes the heartbeats until the next one is due and done. */
    private static void beat(Channel channel) {
        while (channel.agentInvoker().invoke() == 0) {
            Thread.onSpinWait();
        }
    }

    private void after(String access, boolean changes) {
        if (access.equals(CLAIM)) {
            claims.incrementAndGet();
        }
    }
}
