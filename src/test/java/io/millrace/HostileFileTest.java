package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.CommandRun;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged channel files: whatever a file holds, each use of it, by the commands too, works or is
 * refused with a sentence.
 *
 * <p>A failure names the seed and what it damaged.
 */
class HostileFileTest {
    private static final int IN_FILES = 2_000;

    @TempDir(factory = SharedMemory.class)
    Path directory;

    private HostileFile hostile;
    private Path path;

    @BeforeEach
    void makeFile() throws IOException {
        hostile = new HostileFile(directory);
        path = hostile.path();
    }

    @Test
    void everyUseOfADamagedFileWorksOrIsRefused() throws IOException {
        int opened = 0;
        for (long seed = HostileBytes.FIRST_SEED;
                seed < HostileBytes.FIRST_SEED + IN_FILES;
                seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes =
                    hostile.templates().get(random.nextInt(hostile.templates().size())).clone();
            long length = HostileBytes.damage(random, ByteBuffer.wrap(bytes));
            hostile.write(bytes, length);
            try {
                opened += use(random) ? 1 : 0;
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ", damage:\n  " + damage(seed), e);
            }
        }
        assertThat(opened).isBetween(IN_FILES / 4, IN_FILES * 9 / 10);
    }

    private String damage(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = hostile.templates().get(random.nextInt(hostile.templates().size())).clone();
        return String.join("\n  ", HostileBytes.explain(random, ByteBuffer.wrap(bytes)));
    }

    private boolean use(SplittableRandom random) {
        isRefused(() -> ChannelStatus.of(path));
        isRefused(() -> ChannelInspection.of(path, 1000));
        if (random.nextInt(4) == 0) {
            command("stat", "--once", path.toString());
            command("stat", "--once", "--json", path.toString());
            command("inspect", path.toString());
        }
        if (random.nextInt(3) == 0) {
            isRefused(() -> ChannelRecovery.of(path));
            command("recover", path.toString());
        }
        return !isRefused(
                () -> {
                    try (Channel channel =
                            Channel.open(path, ChannelOptions.defaults().ownDutyCycle(true))) {
                        isRefused(() -> send(channel, random));
                        channel.agentInvoker().invoke();
                        isRefused(() -> receive(channel, random));
                        isRefused(() -> send(channel, random));
                        isRefused(() -> receive(channel, random));
                        channel.status();
                    }
                });
    }

    private static void send(Channel channel, SplittableRandom random) {
        try (Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            for (int i = random.nextInt(20); i > 0; i--) {
                sender.trySend(new byte[random.nextInt(sender.maxMessageLength() + 1)]);
                sender.send(new byte[i], Duration.ZERO);
            }
        }
    }

    private static void receive(Channel channel, SplittableRandom random) {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            for (int i = random.nextInt(20); i > 0; i--) {
                receiver.poll((buffer, offset, length) -> buffer.boundsCheck(offset, length), 3);
                receiver.receive(Duration.ZERO);
                receiver.isClosed();
            }
        }
    }

    private static boolean isRefused(Runnable use) {
        try {
            use.run();
            return false;
        } catch (MillraceException e) {
            assertThat(e).message().isNotBlank();
            return true;
        }
    }

    private static void command(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        if (run.status() == 0) {
            assertThat(run.out()).isNotBlank();
            assertThat(run.err()).isEmpty();
        } else {
            assertThat(run.status()).as("%s", run).isEqualTo(1);
            assertThat(run.err()).startsWith("millrace: ").doesNotContain("unexpected");
            assertThat(run.err().strip().lines()).hasSize(1);
        }
    }
}
