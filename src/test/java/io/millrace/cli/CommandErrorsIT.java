package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One error of each kind as its user meets it; {@link CommandErrorsTest} has all of them. */
class CommandErrorsIT {
    @TempDir private Path directory;

    @Test
    void shouldEndWithTwoAfterWrongUsage() {
        assertFails(2, "unknown option '--foo'; see millrace send --help", "send", "--foo", "x");
    }

    @Test
    void shouldEndWithOneWhenTheWorkFails() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        assertFails(1, folder + " is a directory, expected a channel file", "recv", "folder");
        assertFails(1, directory.resolve("nix") + ": there is no such channel", "stat", "nix");
    }

    private void assertFails(int status, String complaint, Object... arguments) {
        try (Tool tool = Tool.run(directory, arguments)) {
            assertThat(tool.errLines()).as("%s", tool).containsExactly("millrace: " + complaint);
            assertThat(tool.awaitExit()).as("%s", tool).isEqualTo(status);
            assertThat(tool.out()).isEmpty();
        }
    }
}
