package io.millrace;

import static io.millrace.Refusals.assertThrows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths at which there is no channel, but something else or nothing. */
class NotAChannelTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    @Test
    void aStatusOfNoChannelIsRefused() {
        assertThrows(
                MillraceException.class,
                () -> ChannelStatus.of(file()),
                file() + ": there is no such channel");
        assertThat(file()).doesNotExist();
    }

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
        SmallChannelFile.make(file());
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
        SmallChannelFile.make(file());
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

    private Path file() {
        return directory.resolve("channel");
    }
}
