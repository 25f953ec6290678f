package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help and version. */
class MainIT {
    @TempDir private Path directory;

    @Test
    void shouldShowItsCommandsAndFirstSteps() {
        try (Tool help = Tool.run(directory, "--help")) {
            assertThat(help.awaitExit()).isZero();
            assertThat(help.errLines()).isEmpty();
            assertThat(String.join("\n", help.outLines()))
                    .startsWith("Usage: millrace [OPTIONS] COMMAND")
                    .contains("demo ", "send ", "recv ", "stat ", "inspect ", "recover ", "bench ")
                    .contains("$MILLRACE_DIR");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "recv", "stat", "inspect", "recover"})
    void shouldShowEachCommandWithAnExample(String command) {
        try (Tool help = Tool.run(directory, command, "--help")) {
            assertThat(help.awaitExit()).isZero();
            assertThat(help.outLines().get(0))
                    .isEqualTo("Usage: millrace " + command + " [OPTIONS] NAME_OR_PATH");
            assertThat(String.join("\n", help.outLines()))
                    .contains("Example", "millrace " + command);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void shouldShowItsVersion(String option) {
        try (Tool version = Tool.run(directory, option)) {
            assertThat(version.awaitExit()).isZero();
            assertThat(version.errLines()).isEmpty();
            assertThat(version.outLines())
                    .singleElement()
                    .asString()
                    .matches("millrace \\d+\\.\\d+\\.\\d+.*");
        }
    }
}
