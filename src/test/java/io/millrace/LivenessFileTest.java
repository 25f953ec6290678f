package io.millrace;

import static io.millrace.Refusals.assertThrows;
import static io.millrace.Refusals.assertThrowsWithParts;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel whose liveness file is not the one it was made with. */
class LivenessFileTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    private SmallChannelFile file;

    @BeforeEach
    void make() {
        file = SmallChannelFile.make(directory.resolve("channel"));
    }

    @Test
    void aMissingLivenessFileIsRefused() throws IOException {
        Path liveness = SmallChannelFile.livenessFileIn(directory);
        Files.delete(liveness);

        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(file.path()),
                file.path()
                        + ": its liveness file "
                        + liveness.getFileName()
                        + " is missing, so nobody's death can be proven; end all who use the"
                        + " channel and delete it");
    }

    @Test
    void aReplacedLivenessFileIsRefused() throws IOException {
        Path liveness = SmallChannelFile.livenessFileIn(directory);
        Files.move(liveness, directory.resolve("original"));
        Files.createFile(liveness);

        assertThatThrownBy(() -> Channel.open(file.path()))
                .isInstanceOf(MillraceException.class)
                .hasMessageMatching(
                        ".*\\.live: cannot be opened: its inode is \\d+, expected \\d+: it is not"
                                + " the file that the channel was made with, but a copy or a"
                                + " replacement");
    }

    @Test
    void aCopyOfAChannelIsRefused() throws IOException {
        Path copy = Files.copy(file.path(), directory.resolve("copy"));

        assertThrowsWithParts(
                ChannelFormatException.class,
                () -> Channel.open(copy),
                copy + ": its liveness file copy.",
                ".live is missing");
    }
}
