package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandRun;
import io.millrace.layout.ClaimWord;
import io.millrace.layout.ControlLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.HeaderLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged and hostile channel files, well over 100,000 of them: whatever a file holds, each use of
 * it works or is refused with a sentence, and none lasts, reaches outside of the file, throws
 * something else or ends the JVM.
 *
 * <p>A failure names the seed and what it damaged; {@code -Dmillrace.hostile.seed=N} begins there.
 */
@SuppressWarnings("ByteBufferBackingArray") // the buffers are made here, on arrays
class HostileFileTest {
    private static final long FIRST_SEED = Long.getLong("millrace.hostile.seed", 0);
    private static final long IN_MEMORY = 36_000;
    private static final int IN_FILES = 2_000;
    private static final long CHANNEL_ID = 0xC4A7;
    private static final int LARGEST_FILE = 1 << 20;
    private static final Duration SCRIBBLED = Duration.ofSeconds(4);

    private static final FileLayout LAYOUT =
            new FileLayout(HostileTemplates.CAPACITY, HostileTemplates.MAX_SENDERS);

    /** With the optimizing compiler, as in production. */
    private static final List<String> FLAGS =
            ChildJvm.FLAGS.stream().filter(flag -> !flag.contains("TieredStopAtLevel")).toList();

    @TempDir(factory = SharedMemory.class)
    Path directory;

    private Path path;
    private Path liveness;
    private List<byte[]> templates;

    @BeforeEach
    void makeTemplates() throws IOException {
        path = directory.resolve("channel");
        liveness = Files.createFile(directory.resolve("channel.%016x.live".formatted(CHANNEL_ID)));
        long inode = ((Number) Files.getAttribute(liveness, "unix:ino")).longValue();
        templates = HostileTemplates.all(CHANNEL_ID, inode);
    }

    // ---- in memory: the mass

    @ParameterizedTest
    @EnumSource(
            value = HostileRuns.Words.class,
            names = {"CHECKED", "SCRIBBLED"})
    void noDamageMakesAHalfReachOutsideOfTheFileOrLast(HostileRuns.Words words) {
        HostileRuns runs = new HostileRuns(words);

        runs.runWatched(FIRST_SEED, IN_MEMORY);

        assertThat(runs.done()).isEqualTo(IN_MEMORY);
        assertThat(runs.used()).as("%s", runs).isBetween(IN_MEMORY / 2, IN_MEMORY * 9 / 10);
        assertThat(runs.delivered()).as("%s", runs).isGreaterThan(IN_MEMORY / 10);
    }

    @Test
    void noDamageCrashesAJvmThatUsesTheRealMemory() {
        try (ChildJvm jvm =
                ChildJvm.start(
                        List.of(),
                        FLAGS,
                        java.util.Map.of(),
                        HostileRuns.class,
                        HostileRuns.Words.REAL,
                        FIRST_SEED,
                        IN_MEMORY)) {
            assertThat(jvm.awaitExit(Duration.ofMinutes(3))).as("%s", jvm.lines()).isZero();
            assertThat(jvm.lines().get(jvm.lines().size() - 1))
                    .startsWith("survived " + IN_MEMORY + " damaged channels");
        }
    }

    // ---- in files

    @Test
    void everyUseOfADamagedFileWorksOrIsRefused() throws IOException {
        int opened = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + IN_FILES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = templates.get(random.nextInt(templates.size())).clone();
            long length = HostileBytes.damage(random, ByteBuffer.wrap(bytes));
            write(bytes, length);
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
        byte[] bytes = templates.get(random.nextInt(templates.size())).clone();
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

    static LongStream wrongLengths() {
        long[] regions = {
            HeaderLayout.USED_LENGTH,
            HeaderLayout.LENGTH,
            ControlLayout.START + ControlLayout.LENGTH,
            LAYOUT.metadataOffset(),
            LAYOUT.participantsOffset(),
            LAYOUT.ringOffset(),
            LAYOUT.fileLength()
        };
        LongStream inHeader = LongStream.rangeClosed(0, HeaderLayout.USED_LENGTH / 8);
        return LongStream.concat(
                        inHeader.map(word -> 8 * word),
                        LongStream.of(regions)
                                .flatMap(at -> LongStream.of(at - 4096, at - 1, at, at + 1)))
                .filter(length -> length >= 0 && length != LAYOUT.fileLength())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("wrongLengths")
    void aFileOfAnyOtherLengthIsRefusedByAll(long length) throws IOException {
        write(templates.get(1), length);

        List<Runnable> uses =
                List.of(
                        () -> Channel.open(path).close(),
                        () -> ChannelStatus.of(path),
                        () -> ChannelInspection.of(path, 10),
                        () -> ChannelRecovery.of(path));
        for (Runnable use : uses) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessageContainingAll(path.toString(), "length is " + length, "expected ");
        }
        assertThat(Files.size(path)).isEqualTo(length);
    }

    @Test
    @Timeout(60)
    void aPipeInPlaceOfTheLivenessFileIsRefused() throws Exception {
        Files.delete(liveness);
        Process made = new ProcessBuilder("mkfifo", liveness.toString()).start();
        assertThat(made.waitFor()).isZero();
        long inode = ((Number) Files.getAttribute(liveness, "unix:ino")).longValue();
        write(HostileTemplates.all(CHANNEL_ID, inode).get(1), LAYOUT.fileLength());
        Files.setPosixFilePermissions(
                liveness, java.nio.file.attribute.PosixFilePermissions.fromString("r--r--r--"));

        for (Runnable use :
                Stream.<Runnable>of(() -> ChannelStatus.of(path), () -> Channel.open(path))
                        .toList()) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(MillraceException.class)
                    .hasMessage(liveness + ": cannot be opened: it is not a regular file");
        }
    }

    // ---- what a receiver would wait for in vain

    @Test
    void aRecordPastTheProducerCursorIsRefused() throws IOException {
        ByteBuffer file = template(0);
        stamp(file, 0);
        write(file.array(), file.capacity());

        try (Channel channel = Channel.open(path);
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            assertThat(receiver.receive()).isEmpty();
            assertThatThrownBy(receiver::receive)
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessage(
                            path
                                    + ": the records end at position 64, expected at most 0 (the"
                                    + " producer cursor)");
        }
    }

    @Test
    void aClaimThatNobodyMadeIsRefused() throws IOException {
        ByteBuffer file = template(0);
        file.putLong((int) ClaimWord.OFFSET, 64);
        write(file.array(), file.capacity());
        String text = path + ": position 0 is claimed, but no sender's intent covers it";

        try (Channel channel = Channel.open(path);
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            assertThatThrownBy(receiver::receive)
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessage(text);
            assertThatThrownBy(receiver::isClosed)
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessage(text);
        }
    }

    @Test
    void aSlotWhoseRecordsLeadInACircleIsLeftAlone() throws IOException {
        ByteBuffer file = template(0);
        long other = (1L << 31) - 64;
        stamp(file, 0, (int) other - RecordLayout.HEADER_LENGTH);
        stamp(file, other, Integer.MAX_VALUE);
        file.putLong((int) ClaimWord.OFFSET, 64);
        int slot = (int) LAYOUT.slot(1);
        file.putLong(slot + ParticipantLayout.INTENT_OFFSET, 1);
        write(file.array(), file.capacity());

        try (Channel channel = Channel.open(path);
                Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            assertThat(sender.trySend(new byte[1])).isTrue();
            assertThat(channel.status().senders()).extracting(HalfStatus::slot).contains(2);
        }
    }

    private static void stamp(ByteBuffer file, long position) {
        stamp(file, position, 0);
    }

    private static void stamp(ByteBuffer file, long position, int length) {
        int record = (int) LAYOUT.record(position);
        file.putLong(record, RecordLayout.committed(position, HostileTemplates.SALT));
        file.putLong(
                record + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                RecordLayout.lengthAndSlot(length, 1));
    }

    private ByteBuffer template(int index) {
        return ByteBuffer.wrap(templates.get(index).clone()).order(ByteOrder.nativeOrder());
    }

    // ---- a hostile process

    @Test
    void halvesSurviveAProcessThatDamagesTheChannelMeanwhile() throws IOException {
        write(templates.get(0), LAYOUT.fileLength());
        try (ChildJvm jvm =
                ChildJvm.start(
                        List.of(),
                        FLAGS,
                        java.util.Map.of(),
                        HostilePeer.class,
                        path,
                        SCRIBBLED.toMillis())) {
            jvm.awaitLine("opened");
            scribble(jvm);
            assertThat(jvm.awaitExit()).as("%s", jvm.lines()).isZero();
            assertThat(jvm.lines()).hasSize(2).last().asString().startsWith("survived ");
        }
    }

    /** The words that matter, again and again, and the repair of some, so that work goes on. */
    private void scribble(ChildJvm jvm) throws IOException {
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer words = file.map(MapMode.READ_WRITE, 0, file.size());
            SplittableRandom random = new SplittableRandom(FIRST_SEED);
            while (jvm.isAlive()) {
                for (int i = random.nextInt(30); i > 0; i--) {
                    HostileBytes.scribble(random, words);
                }
                if (random.nextInt(4) == 0) {
                    words.put(
                            HeaderLayout.LENGTH,
                            templates.get(0),
                            HeaderLayout.LENGTH,
                            words.capacity() - HeaderLayout.LENGTH);
                }
                LockSupport.parkNanos(random.nextLong(200_000));
            }
        }
    }

    // ----

    /** A new file each time: nobody has it mapped. */
    private void write(byte[] bytes, long length) throws IOException {
        Files.deleteIfExists(path);
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long wanted = Math.max(0, Math.min(length, LARGEST_FILE));
            file.write(ByteBuffer.wrap(bytes, 0, (int) Math.min(wanted, bytes.length)));
            if (wanted > bytes.length) {
                file.write(ByteBuffer.allocate(1), wanted - 1);
            }
        }
    }
}
