package io.millrace;

import static io.millrace.Refusals.assertThrows;
import static io.millrace.Refusals.assertThrowsWithParts;
import static io.millrace.SmallChannelFile.CAPACITY;
import static io.millrace.SmallChannelFile.LAYOUT;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.layout.CounterLayout;
import io.millrace.layout.HeaderLayout;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged fields of the header, and files that are not as long as it says. */
class DamagedHeaderTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    private SmallChannelFile file;

    @BeforeEach
    void make() {
        file = SmallChannelFile.make(directory.resolve("channel"));
    }

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
        file.patch(offset, value);
        file.fixChecksum();

        assertThrowsWithParts(
                ChannelFormatException.class,
                () -> Channel.open(file.path()),
                "" + file.path(),
                text);
        assertThrowsWithParts(
                ChannelFormatException.class,
                () -> ChannelStatus.of(file.path()),
                "" + file.path(),
                text);
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
        long expected = file.get(HeaderLayout.CHECKSUM_OFFSET);
        file.patch(offset, 1);

        assertThatThrownBy(() -> Channel.open(file.path()))
                .isInstanceOf(ChannelFormatException.class)
                .hasMessageMatching(".*channel: header checksum is -?\\d+, expected -?\\d+")
                .hasMessageContaining(
                        offset == HeaderLayout.CHECKSUM_OFFSET
                                ? "is 1, expected " + expected
                                : "is " + expected + ", expected ");
    }

    @Test
    void aFileThatWasCutIsRefused() throws IOException {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            channel.truncate(LAYOUT.fileLength() - 4096);
        }

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(file.path()),
                file.path()
                        + ": file length is "
                        + (LAYOUT.fileLength() - 4096)
                        + ", expected "
                        + LAYOUT.fileLength());
    }

    @Test
    void aFileThatHasGrownIsRefused() throws IOException {
        Files.write(file.path(), new byte[1], StandardOpenOption.APPEND);

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(file.path()),
                file.path()
                        + ": file length is "
                        + (LAYOUT.fileLength() + 1)
                        + ", expected "
                        + LAYOUT.fileLength());
    }
}
