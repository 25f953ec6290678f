package io.millrace;

import static io.millrace.Refusals.assertThrows;
import static io.millrace.Refusals.assertThrowsWithParts;
import static io.millrace.SmallChannelFile.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and paths that no channel can have. */
class ChannelNameTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

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
        assertThatThrownBy(() -> Channel.open(directory.resolve("channel"), null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("options");
    }

    @Test
    void aNameThatIsTooLongIsRefusedAndLeavesNothing() {
        Path path = directory.resolve("n".repeat(250));

        assertThrowsWithParts(
                MillraceException.class,
                () -> Channel.open(path, OPTIONS),
                path + ": cannot be created: ",
                "File name too long");
        assertThat(directory).isEmptyDirectory();
    }
}
