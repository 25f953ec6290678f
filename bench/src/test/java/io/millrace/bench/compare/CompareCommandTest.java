package io.millrace.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.Main;
import io.millrace.bench.harness.Median;
import io.millrace.bench.subjects.CaseKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs, as short as can be. */
@Timeout(60)
class CompareCommandTest {
    private static final String SHORT = " --jvms 1 --rounds 3 --slice 5 --warmup 10";

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir private Path directory;

    private int run(String arguments) {
        return Main.commandLine(new CompareCommand(), "bench compare")
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"throughput", "throughput --senders 2", "round-trip"})
    void shouldCompareCopiesInOneJvm(String kind) {
        assertThat(run("--case " + kind + SHORT + " millrace millrace-send")).isZero();

        String figure = " +\\d+[.]\\d \\d+[.]\\d\\d x";
        assertThat(out.toString().lines())
                .hasSize(4)
                .satisfies(
                        lines -> {
                            assertThat(lines.get(0)).matches("JVM +millrace +millrace-send");
                            assertThat(lines.get(1)).matches("1" + figure + figure);
                            assertThat(lines.get(2))
                                    .startsWith("all  ")
                                    .contains("1.00 (1.00-1.00)");
                        });
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--size 32",
                "--size 12 millrace",
                "--senders 65 millrace",
                "--case round-trip --senders 2 millrace",
                "--case open millrace",
                "--jvms 0 millrace",
                "--slice 0 millrace",
                "nobody",
                "nowhere.jar:millrace",
                "+millrace millrace"
            })
    void shouldRefuseWhatCannotBeCompared(String arguments) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(errors.toString()).startsWith("millrace: bench compare: ").hasLineCount(1);
    }

    @Test
    void shouldTellWhatKeepsACopyFromWorking() {
        assertThat(run("unix-socket" + SHORT + " --case round-trip")).isEqualTo(1);
        assertThat(errors.toString())
                .contains("unix-socket: is not for this case, size or number of senders")
                .hasLineCount(1);
    }

    @Test
    void shouldTellThatTheJvmRefusesAnOption() {
        assertThat(run("millrace" + SHORT + " --jvm-option -Xmx1k")).isEqualTo(1);
        assertThat(errors.toString()).contains("initialization of VM").hasLineCount(1);
    }

    @Test
    void shouldTakeTheBuildsOwnClassesFirst() throws IOException, ClassNotFoundException {
        String main = "io/millrace/bench/Main.class";
        Path build = directory.resolve("other.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(build))) {
            jar.putNextEntry(new JarEntry(main));
        }
        ClassLoader loader = Copy.of(build + ":millrace").load();

        assertThat(loader.getResource(main).toString()).contains("other.jar");
        assertThat(loader.loadClass(Contest.class.getName())).isNotSameAs(Contest.class);
    }

    @Test
    void shouldTakeEachRoundsRatioToTheFirstCopy() {
        Standing standing = Standing.of(new double[] {10, 40, 99}, new double[] {20, 80, 33});

        assertThat(standing).isEqualTo(new Standing(40, 0.5));
        assertThat(Standing.decoded(standing.encoded())).isEqualTo(standing);
        assertThat(Standing.isEncoded(standing.encoded())).isTrue();
        assertThat(Standing.isEncoded("what a subject prints")).isFalse();
        assertThat(Median.of(4, 1, 3, 2)).isEqualTo(2.5);
    }

    @Test
    void shouldKeepAContestOnACommandLine() {
        Contest contest =
                new Contest(
                        CaseKind.ROUND_TRIP,
                        8,
                        2,
                        3,
                        4,
                        5,
                        List.of(Copy.of("floor"), Copy.of("+floor")));
        assertThat(Contest.decoded(contest.encoded())).isEqualTo(contest);
    }
}
