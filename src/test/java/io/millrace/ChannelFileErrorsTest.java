package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.ControlLayout;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.HeaderLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.testkit.Background;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.Corruptor;
import io.millrace.testkit.Opener;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not channels, channels that are damaged, and file systems that refuse. */
class ChannelFileErrorsTest {
    private static final int CAPACITY = 4096;
    private static final int MAX_SENDERS = 2;
    private static final FileLayout LAYOUT = new FileLayout(CAPACITY, MAX_SENDERS);
    private static final ChannelOptions OPTIONS =
            ChannelOptions.defaults()
                    .capacity(CAPACITY)
                    .maxSenders(MAX_SENDERS)
                    .heartbeatInterval(Duration.ofMillis(20))
                    .heartbeatTimeout(Duration.ofSeconds(5));

    @TempDir(factory = SharedMemory.class)
    Path directory;

    // ---- names

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void anEmptyNameIsRefused(String name) {
        assertThrows(
                IllegalArgumentException.class,
                () -> Channel.open(name),
                "the channel's name is empty, expected a name or a path");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void aNameOfADirectoryIsRefused(String name) {
        assertThrows(
                IllegalArgumentException.class,
                () -> Channel.open(name),
                "the channel's name is '" + name + "', expected a name or a path of a file");
    }

    @Test
    void aNameThatNoFileCanHaveIsRefused() {
        assertThatThrownBy(() -> Channel.open("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the channel's name is not a valid file name: ");
    }

    @Test
    void nullIsRefusedByName() {
        assertThatThrownBy(() -> Channel.open((String) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name or path");
        assertThatThrownBy(() -> Channel.open((Path) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("path");
        assertThatThrownBy(() -> Channel.open(file(), null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("options");
    }

    @Test
    void aNameThatIsTooLongIsRefusedAndLeavesNothing() throws IOException {
        Path path = directory.resolve("n".repeat(250));

        assertThrows(
                MillraceException.class,
                () -> Channel.open(path, OPTIONS),
                path + ": cannot be created: ",
                "File name too long");
        assertNothingIsLeft();
    }

    // ---- what is no channel

    @Test
    void aDirectoryIsRefused() {
        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(directory),
                directory + " is a directory, expected a channel file");
    }

    @Test
    void aDeviceIsRefused() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device));

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(device),
                "/dev/null is not a regular file, expected a channel file");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 135, 4095})
    void aFileThatIsTooShortIsRefusedAndLeftAlone(int length) throws IOException {
        Files.write(file(), new byte[length]);

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(file()),
                file()
                        + " is not a Millrace channel: its length is "
                        + length
                        + " bytes, expected at least 4096");
        assertThat(Files.size(file())).isEqualTo(length);
    }

    @Test
    void aForeignFileIsRefusedAndLeftAlone() throws IOException {
        String content = "#include <stdio.h>\n".repeat(1000);
        Files.writeString(file(), content);

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(file()),
                file()
                        + " is not a Millrace channel: it starts with 0x"
                        + Long.toHexString(
                                ByteBuffer.wrap("#include".getBytes(StandardCharsets.US_ASCII))
                                        .order(ByteOrder.nativeOrder())
                                        .getLong())
                        + ", expected 0x454341524c4c494d");
        assertThat(file()).hasContent(content);
    }

    @Test
    void aSymbolicLinkIsRefused() throws IOException {
        make();
        Path link = Files.createSymbolicLink(directory.resolve("link"), file());

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(link),
                link + " is a symbolic link, expected a channel file");
    }

    @Test
    void aSymbolicLinkToNothingIsRefusedAndNothingIsMade() throws IOException {
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), directory.resolve("target"));

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(link),
                link + " is a symbolic link, expected a channel file");
        assertThat(directory.resolve("target")).doesNotExist();
    }

    @Test
    void aHardLinkIsRefused() throws IOException {
        make();
        Path link = Files.createLink(directory.resolve("link"), file());

        for (Path either : List.of(file(), link)) {
            assertThrows(
                    ChannelFormatException.class,
                    () -> Channel.open(either),
                    either
                            + " has 2 names (hard links), expected 1: somebody else may have"
                            + " planted it");
        }
        Files.delete(link);
        Channel.open(file()).close();
    }

    // ---- the header

    static Stream<Arguments> damagedFields() {
        long length = LAYOUT.fileLength();
        return Stream.of(
                damaged(HeaderLayout.MAGIC_OFFSET, 77, "it starts with 0x4d, expected 0x45434152"),
                damaged(
                        HeaderLayout.MAGIC_OFFSET,
                        Long.reverseBytes(HeaderLayout.MAGIC),
                        "byte order is foreign, expected that of this host, "
                                + ByteOrder.nativeOrder()),
                damaged(HeaderLayout.VERSION_OFFSET, 1, "layout version is 1, expected 2"),
                damaged(HeaderLayout.VERSION_OFFSET, 0, "layout version is 0, expected 2"),
                damaged(
                        HeaderLayout.FILE_LENGTH_OFFSET,
                        length + 1,
                        "file length in the header is " + (length + 1) + ", expected " + length),
                damagedCapacity(0),
                damagedCapacity(1000),
                damagedCapacity(512),
                damagedCapacity(1L << 31),
                damagedCapacity(Long.MIN_VALUE),
                damagedCapacity((1L << 32) + CAPACITY),
                damaged(
                        HeaderLayout.CAPACITY_OFFSET,
                        2 * CAPACITY,
                        "file length in the header is "
                                + length
                                + ", expected "
                                + (length + CAPACITY)),
                damagedSenders(0),
                damagedSenders(1025),
                damagedSenders(-1),
                damagedSenders(1L << 40),
                damagedOffset(
                        "counter values offset",
                        HeaderLayout.VALUES_OFFSET_OFFSET,
                        CounterLayout.VALUES_START),
                damagedOffset(
                        "counter metadata offset",
                        HeaderLayout.METADATA_OFFSET_OFFSET,
                        LAYOUT.metadataOffset()),
                damagedOffset(
                        "participants offset",
                        HeaderLayout.PARTICIPANTS_OFFSET_OFFSET,
                        LAYOUT.participantsOffset()),
                damagedOffset("ring offset", HeaderLayout.RING_OFFSET_OFFSET, LAYOUT.ringOffset()),
                damagedInterval(0),
                damagedInterval(-1),
                damagedInterval(60_000_000_001L),
                damagedTimeout(59_999_999),
                damagedTimeout(Long.MAX_VALUE));
    }

    private static Arguments damaged(int offset, long value, String text) {
        return Arguments.of(offset, value, text);
    }

    private static Arguments damagedCapacity(long value) {
        return damaged(
                HeaderLayout.CAPACITY_OFFSET,
                value,
                "capacity is " + value + ", expected a power of two from 1024 to 1073741824");
    }

    private static Arguments damagedSenders(long value) {
        return damaged(
                HeaderLayout.MAX_SENDERS_OFFSET,
                value,
                "max senders is " + value + ", expected 1 to 1024");
    }

    private static Arguments damagedOffset(String name, int offset, long expected) {
        return damaged(
                offset,
                expected + 4096,
                name + " is " + (expected + 4096) + ", expected " + expected);
    }

    private static Arguments damagedInterval(long value) {
        return damaged(
                HeaderLayout.HEARTBEAT_INTERVAL_OFFSET,
                value,
                "heartbeat interval is " + value + ", expected 1000000 to 60000000000");
    }

    private static Arguments damagedTimeout(long value) {
        return damaged(
                HeaderLayout.HEARTBEAT_TIMEOUT_OFFSET,
                value,
                "heartbeat timeout is " + value + ", expected 60000000 to 86400000000000");
    }

    @ParameterizedTest
    @MethodSource("damagedFields")
    void aDamagedHeaderFieldIsRefusedWithItsNameItsValueAndWhatWasExpected(
            int offset, long value, String text) throws IOException {
        make();
        patch(offset, value);
        fixChecksum();

        assertThrows(ChannelFormatException.class, () -> Channel.open(file()), "" + file(), text);
        assertThrows(
                ChannelFormatException.class, () -> ChannelStatus.of(file()), "" + file(), text);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                HeaderLayout.SALT_OFFSET,
                HeaderLayout.CHANNEL_ID_OFFSET,
                HeaderLayout.CREATOR_PID_OFFSET,
                HeaderLayout.CREATED_AT_OFFSET,
                HeaderLayout.LIVENESS_INODE_OFFSET,
                HeaderLayout.CHECKSUM_OFFSET
            })
    void aFieldThatCanHaveAnyValueIsGuardedByTheChecksum(int offset) throws IOException {
        make();
        long expected = get(HeaderLayout.CHECKSUM_OFFSET);
        patch(offset, 1);

        assertThatThrownBy(() -> Channel.open(file()))
                .isInstanceOf(ChannelFormatException.class)
                .hasMessageMatching(".*channel: header checksum is -?\\d+, expected -?\\d+")
                .hasMessageContaining(
                        offset == HeaderLayout.CHECKSUM_OFFSET
                                ? "is 1, expected " + expected
                                : "is " + expected + ", expected ");
    }

    @Test
    void aFileThatWasCutIsRefused() throws IOException {
        make();
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(LAYOUT.fileLength() - 4096);
        }

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(file()),
                file()
                        + ": file length is "
                        + (LAYOUT.fileLength() - 4096)
                        + ", expected "
                        + LAYOUT.fileLength());
    }

    @Test
    void aFileThatHasGrownIsRefused() throws IOException {
        make();
        Files.write(file(), new byte[1], StandardOpenOption.APPEND);

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(file()),
                file()
                        + ": file length is "
                        + (LAYOUT.fileLength() + 1)
                        + ", expected "
                        + LAYOUT.fileLength());
    }

    // ---- behind the header

    @ParameterizedTest
    @ValueSource(longs = {1, 63, -64, Long.MIN_VALUE, 4095})
    void aDamagedProducerCursorIsRefusedByBothHalves(long cursor) throws IOException {
        make();
        patch(ClaimWord.OFFSET, cursor);
        String text =
                file()
                        + ": producer cursor is "
                        + cursor
                        + ", expected a multiple of 64 that is not negative";

        try (Channel channel = Channel.open(file())) {
            assertThrows(ChannelFormatException.class, () -> channel.receiver(Codec.utf8()), text);
            assertThrows(ChannelFormatException.class, () -> channel.sender(Codec.utf8()), text);
        }
    }

    @Test
    void aConsumerCursorThatIsNoPositionIsRefusedByBothHalves() throws IOException {
        make();
        patch(CounterLayout.CONSUMER_CURSOR, 65);
        String text =
                file()
                        + ": consumer cursor is 65, expected a multiple of 64 that is not"
                        + " negative";

        try (Channel channel = Channel.open(file())) {
            assertThrows(ChannelFormatException.class, () -> channel.receiver(Codec.utf8()), text);
            assertThrows(ChannelFormatException.class, () -> channel.sender(Codec.utf8()), text);
        }
    }

    @Test
    void cursorsThatContradictEachOtherAreRefusedByTheReceiver() throws IOException {
        make();
        try (Channel channel = Channel.open(file())) {
            patch(CounterLayout.CONSUMER_CURSOR, 128);
            assertThrows(
                    ChannelFormatException.class,
                    () -> channel.receiver(Codec.utf8()),
                    file()
                            + ": producer cursor is 0, expected 128 (the consumer cursor) to"
                            + " 4224");

            patch(CounterLayout.CONSUMER_CURSOR, 0);
            patch(ClaimWord.OFFSET, 4160);
            assertThrows(
                    ChannelFormatException.class,
                    () -> channel.receiver(Codec.utf8()),
                    file() + ": producer cursor is 4160, expected 0 (the consumer cursor) to 4096");

            patch(ClaimWord.OFFSET, 128);
            patch(CounterLayout.READ_POSITION, 192);
            assertThrows(
                    ChannelFormatException.class,
                    () -> channel.receiver(Codec.utf8()),
                    file() + ": read position is 192, expected 0 to 128");

            patch(CounterLayout.READ_POSITION, 0);
            patch(ClaimWord.OFFSET, 0);
            channel.receiver(Codec.utf8()).close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 2033})
    void aDamagedLengthOfARecordIsRefusedByEveryWayToReceive(int length) throws IOException {
        make();
        try (Channel channel = Channel.open(file())) {
            channel.sender(Codec.utf8()).send("damaged");
            patch(
                    LAYOUT.ringOffset() + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                    RecordLayout.lengthAndSlot(length, 1));
            Receiver<String> receiver = channel.receiver(Codec.utf8());
            String text =
                    file() + ": record at position 0: length " + length + ", expected 0 to 2032";

            assertThrows(ChannelFormatException.class, receiver::receive, text);
            assertThrows(ChannelFormatException.class, receiver::tryReceive, text);
            assertThrows(
                    ChannelFormatException.class,
                    () -> receiver.poll((buffer, offset, bytes) -> {}, 1),
                    text);
            assertThrows(ChannelFormatException.class, receiver::isClosed, text);
            assertThrows(ChannelFormatException.class, () -> receiver.iterator().hasNext(), text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -16, Integer.MAX_VALUE, 4096, 63})
    void aDamagedExtentOfPaddingIsRefused(int length) throws IOException {
        make();
        try (Channel channel = Channel.open(file())) {
            channel.sender(Codec.utf8()).claim(10).abort();
            patch(
                    LAYOUT.ringOffset() + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                    RecordLayout.lengthAndSlot(length, 1));
            Receiver<String> receiver = channel.receiver(Codec.utf8());

            assertThrows(
                    ChannelFormatException.class,
                    receiver::tryReceive,
                    file()
                            + ": padding at position 0: extent "
                            + (length + RecordLayout.HEADER_LENGTH)
                            + ", expected a multiple of 64 up to 4096");
        }
    }

    @Test
    void noDamageCrashesOrHangsAJvm() {
        try (ChildJvm jvm =
                ChildJvm.start(
                        Corruptor.class,
                        directory,
                        600,
                        ControlLayout.START,
                        LAYOUT.fileLength(),
                        CAPACITY,
                        MAX_SENDERS)) {
            String summary = jvm.awaitLine("survived");
            assertThat(jvm.awaitExit()).isZero();
            assertThat(summary).startsWith("survived 600 damaged channels");
        }
    }

    // ---- the liveness file

    @Test
    void aMissingLivenessFileIsRefused() throws IOException {
        make();
        Path liveness = livenessFile();
        Files.delete(liveness);

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(file()),
                file()
                        + ": its liveness file "
                        + liveness.getFileName()
                        + " is missing, so nobody's death can be proven; end all who use the"
                        + " channel and delete it");
    }

    @Test
    void aReplacedLivenessFileIsRefused() throws IOException {
        make();
        Path liveness = livenessFile();
        Files.move(liveness, directory.resolve("original"));
        Files.createFile(liveness);

        assertThatThrownBy(() -> Channel.open(file()))
                .isInstanceOf(MillraceException.class)
                .hasMessageMatching(
                        ".*\\.live: cannot be opened: its inode is \\d+, expected \\d+: it is not"
                                + " the file that the channel was made with, but a copy or a"
                                + " replacement");
    }

    @Test
    void aCopyOfAChannelIsRefused() throws IOException {
        make();
        Path copy = Files.copy(file(), directory.resolve("copy"));

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(copy),
                copy + ": its liveness file copy.",
                ".live is missing");
    }

    // ---- options that differ

    @Test
    void optionsThatDifferFromTheFileAreRefusedWithBothValues() throws IOException {
        make();

        assertDiffers(ChannelOptions.defaults().capacity(8192), "capacity is 4096", "8192");
        assertDiffers(ChannelOptions.defaults().maxSenders(3), "maxSenders is 2", "3");
        assertDiffers(
                ChannelOptions.defaults().heartbeatInterval(Duration.ofMillis(30)),
                "heartbeatInterval is PT0.02S",
                "PT0.03S");
        assertDiffers(
                ChannelOptions.defaults().heartbeatTimeout(Duration.ofSeconds(6)),
                "heartbeatTimeout is PT5S",
                "PT6S");
        Channel.open(file(), OPTIONS).close();
        Channel.open(file(), ChannelOptions.defaults()).close();
    }

    @Test
    void anIntervalThatIsSetAloneIsJudgedByTheTimeoutOfTheFile() {
        ChannelOptions slow =
                ChannelOptions.defaults()
                        .capacity(CAPACITY)
                        .heartbeatInterval(Duration.ofSeconds(2))
                        .heartbeatTimeout(Duration.ofSeconds(10));
        Channel.open(file(), slow).close();

        Channel.open(file(), ChannelOptions.defaults().heartbeatInterval(Duration.ofSeconds(2)))
                .close();
    }

    private void assertDiffers(ChannelOptions options, String found, String wanted) {
        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(file(), options),
                file() + ": " + found + " in the file, but " + wanted + " in the options");
    }

    // ---- rights and room

    @Test
    void aMissingDirectoryIsRefused() {
        Path path = directory.resolve("missing").resolve("channel");

        assertThrows(
                MillraceException.class,
                () -> Channel.open(path),
                path + ": cannot be created: its directory does not exist");
    }

    @Test
    void aStatusOfNoChannelIsRefused() {
        assertThrows(
                MillraceException.class,
                () -> ChannelStatus.of(file()),
                file() + ": there is no such channel");
        assertThat(file()).doesNotExist();
    }

    @Test
    void filesThatOneMayNotUseAreRefusedWithOwnerAndRights() throws IOException {
        List<String> under = withoutOverride();
        String user = Files.getOwner(directory).getName();
        make();
        Path liveness = livenessFile();
        Path locked = Files.createDirectory(directory.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));

        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        assertThat(openUnder(under, file()))
                .isEqualTo(
                        "MillraceException: "
                                + file()
                                + ": no right to read and write it (owner "
                                + user
                                + ", rights r--------)");

        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(liveness, PosixFilePermissions.fromString("r--------"));
        assertThat(openUnder(under, file()))
                .startsWith("MillraceException: " + liveness + ": cannot be opened: ");

        assertThat(openUnder(under, locked.resolve("new")))
                .isEqualTo(
                        "MillraceException: "
                                + locked.resolve("new")
                                + ": cannot be created: no right to write in its directory (owner "
                                + user
                                + ", rights r-x------)");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        assertThat(locked).isEmptyDirectory();
    }

    /** The superuser may do everything; without its capabilities rights hold for it too. */
    private static List<String> withoutOverride() {
        boolean root = "root".equals(System.getProperty("user.name"));
        Path setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(!root || Files.isExecutable(setpriv), "needs another user than root");
        return root
                ? List.of(setpriv.toString(), "--bounding-set=-all", "--inh-caps=-all")
                : List.of();
    }

    private static String openUnder(List<String> under, Path path) {
        try (ChildJvm jvm = ChildJvm.start(under, ChildJvm.FLAGS, Map.of(), Opener.class, path)) {
            jvm.awaitLine("done");
            return jvm.lines().get(0);
        }
    }

    @Test
    void aFullFileSystemIsRefusedAtCreationAndNothingIsLeft() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "none", small.toString()),
                "needs the right to mount");
        try {
            Path path = small.resolve("channel");
            long needed = new FileLayout(8 << 20, MAX_SENDERS).fileLength();

            assertThatThrownBy(() -> Channel.open(path, OPTIONS.capacity(8 << 20)))
                    .isInstanceOf(ChannelFullException.class)
                    .hasMessageMatching(
                            path
                                    + ": the file system is full: the channel needs "
                                    + needed
                                    + " bytes, \\d+ are free");
            assertThat(small).isEmptyDirectory();
            Channel.open(path, OPTIONS).close();
        } finally {
            // Lazily: what was mapped stays mapped until it is collected.
            run("umount", "-l", small.toString());
        }
    }

    @Test
    void tooLittleMemoryForAChannelInProcessIsRefused() {
        long needed = new FileLayout(1 << 22, 64).fileLength();
        try (ChildJvm jvm =
                ChildJvm.start(
                        Map.of("JDK_JAVA_OPTIONS", "-XX:MaxDirectMemorySize=2m"),
                        Opener.class,
                        "in-process:" + (1 << 22))) {
            assertThat(jvm.awaitLine("ChannelFullException"))
                    .startsWith(
                            "ChannelFullException: a channel in this process needs "
                                    + needed
                                    + " bytes of direct memory: ");
        }
    }

    @Test
    void aJvmWithoutTheFlagThatAgronaNeedsIsToldWhichOne() {
        try (ChildJvm jvm = ChildJvm.start(List.of(), List.of(), Map.of(), Opener.class, file())) {
            assertThat(jvm.awaitLine("MillraceException"))
                    .isEqualTo(
                            "MillraceException: the JVM was started without a flag that Agrona"
                                    + " needs: add --add-exports"
                                    + " java.base/jdk.internal.misc=ALL-UNNAMED");
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void anInterruptedThreadIsToldWhenItOpensAChannelAndNothingIsLeft() throws IOException {
        boolean[] flag = new boolean[1];

        Background<Void> open =
                Background.run(
                        "open",
                        () -> {
                            Thread.currentThread().interrupt();
                            try {
                                Channel.open(file(), OPTIONS).close();
                            } finally {
                                flag[0] = Thread.currentThread().isInterrupted();
                            }
                        });

        assertThat(open.failure())
                .isInstanceOf(ChannelInterruptedException.class)
                .hasMessage("interrupted while a channel was opened");
        assertThat(flag[0]).isTrue();
        assertNothingIsLeft();
    }

    // ----

    private Path file() {
        return directory.resolve("channel");
    }

    private void make() {
        Channel.open(file(), OPTIONS).close();
    }

    private Path livenessFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".live"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    private long get(long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ)) {
            ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            channel.read(word, offset);
            return word.getLong(0);
        }
    }

    private void patch(long offset, long value) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            channel.write(word.putLong(0, value), offset);
        }
    }

    private void fixChecksum() throws IOException {
        byte[] header;
        try (var in = Files.newInputStream(file())) {
            header = in.readNBytes(HeaderLayout.CHECKSUM_OFFSET);
        }
        CRC32C crc = new CRC32C();
        crc.update(header);
        patch(HeaderLayout.CHECKSUM_OFFSET, crc.getValue());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    private static void assertThrows(
            Class<? extends Throwable> type, ThrowingCallable call, String... texts) {
        var thrown = assertThatThrownBy(call).isInstanceOf(type).hasMessageContainingAll(texts);
        if (texts.length == 1) {
            thrown.hasMessage(texts[0]);
        }
    }
}
