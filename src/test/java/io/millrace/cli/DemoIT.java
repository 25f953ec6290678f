package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo runs to its end, and leaves nothing however it ends. */
class DemoIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir private Path directory;

    @Test
    void shouldPlayToItsEndInTime() {
        long start = System.nanoTime();
        try (Tool demo = Tool.run(directory, "demo")) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
            assertThat(demo.awaitExit()).as("%s", demo).isZero();
            assertThat(demo.errLines()).isEmpty();
            List<String> lines = demo.outLines();
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("Got: "))
                    .containsExactlyInAnyOrder(
                            "Got: hi",
                            "Got: more",
                            "Got: from",
                            "Got: messages",
                            "Got: for",
                            "Got: the",
                            "Got: thread",
                            "Got: you");
            assertThat(lines).filteredOn(line -> line.contains("M messages/s")).isNotEmpty();
            assertThat(lines)
                    .filteredOn(line -> line.contains(" messages/s   one way: p50 "))
                    .hasSize(5);
            assertThat(String.join("\n", lines))
                    .containsSubsequence(
                            "none missing",
                            "kill -9 ",
                            "(sender 1): the channel goes on",
                            "reported dropped after ",
                            "kill -9 ",
                            "(sender 2), the last one: the channel closes",
                            "closed and drained after ",
                            "Done in ");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Millrace", "  receiver ", "Got: hi", "Both as fast", "  1 s ", "kill -9 "})
    void shouldLeaveNothingWhenInterrupted(String phase) {
        try (Tool demo = Tool.start(directory, "demo")) {
            demo.awaitLine(phase);
            List<ProcessHandle> children = demo.children();
            int status = demo.interrupt();

            assertThat(demo.awaitExit()).as("%s", demo).isEqualTo(status);
            assertThat(demo.errLines()).isEmpty();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Got: hi", "  1 s "})
    void shouldLeaveNothingWhenKilled(String phase) {
        try (Tool demo = Tool.start(directory, "demo")) {
            demo.awaitLine(phase);
            List<ProcessHandle> children = demo.children();
            assertThat(children).hasSize(2);
            demo.signal("KILL");

            assertThat(demo.awaitExit()).isEqualTo(137);
            Await.until(
                    "its children have ended",
                    () -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void shouldEndWhenNobodyReads() {
        try (Tool demo = Tool.shell(directory, "$millrace demo | head -n 2")) {
            assertThat(demo.awaitExit()).as("%s", demo).isZero();
            assertThat(demo.outLines()).hasSize(2);
            assertThat(demo.errLines()).isEmpty();
            assertThat(directory).isEmptyDirectory();
        }
    }
}
