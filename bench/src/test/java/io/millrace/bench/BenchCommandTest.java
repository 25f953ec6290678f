package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.ProgramSubject;
import io.millrace.bench.subjects.Subjects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Whole runs, as short as can be: what they print, and that nothing is left of them. */
@Timeout(60)
class BenchCommandTest {
    private static final String KEYS =
            "\"case\": \"%s\", \"scope\": \"%s\", \"subject\": \"%s\", \"size\": 32, \"senders\":"
                    + " 1, \"rounds\": 2, \"unit\": \"%s\", \"median\": [1-9]\\d*, \"min\":"
                    + " [1-9]\\d*, \"max\": [1-9]\\d*";
    private static final String PERCENTILES =
            ", \"p50\": [1-9]\\d*, \"p99\": [1-9]\\d*, \"p999\": [1-9]\\d*";

    @TempDir private Path directory;

    @Test
    void measuresEveryCaseAndLeavesNothing() throws IOException {
        Path files = Files.createDirectory(directory.resolve("files"));
        Path page = directory.resolve("report.html");
        String json =
                run(
                        "--json --html %s --dir %s --subject millrace,floor --size 32 --senders 1"
                                        .formatted(page, files)
                                + " --rate 0 --rounds 2 --time 0.1 --warmup 0.02");

        assertThat(json).startsWith("[").endsWith("]\n");
        for (String scope : List.of("jvms", "threads")) {
            assertThat(json)
                    .containsPattern(object("round-trip", scope, "millrace", "ns", PERCENTILES))
                    .containsPattern(object("round-trip", scope, "floor", "ns", PERCENTILES))
                    .containsPattern(object("throughput", scope, "millrace", "messages/s", ""));
        }
        assertThat(json).containsPattern(object("open", "threads", "millrace", "ns", PERCENTILES));
        assertThat(Files.readString(page))
                .contains("<polyline", "Throughput by senders", "of the floor", "Agrona 2.")
                .doesNotContain("http:", "https:", "<script", "<link", "${");
        assertThat(files).isEmptyDirectory();
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private static Pattern object(
            String kind, String scope, String subject, String unit, String more) {
        return Pattern.compile("\\{" + KEYS.formatted(kind, scope, subject, unit) + more + "}");
    }

    @Test
    void twoSenderJvmsAndAFixedRate() throws IOException {
        String throughput =
                run(
                        "--json --case throughput --scope jvms --subject millrace --senders 2"
                                + " --rounds 1 --time 0.02 --warmup 0.02");
        assertThat(throughput).contains("\"senders\": 2").containsOnlyOnce("\"case\"");
        String rate =
                run(
                        "--json --case round-trip --scope threads --subject millrace --rate 1000"
                                + " --rounds 1 --time 0.05 --warmup 0");
        assertThat(rate).contains("\"rate\": 1000").containsOnlyOnce("\"case\"");
    }

    @Test
    void wakesSleepersUp() throws IOException {
        String json =
                run(
                        "--json --case wake-up --subject millrace-blocking,floor-futex --rate 100"
                                + " --rounds 2 --time 0.02 --warmup 0.02");
        String rate = ", \"rate\": 100";
        assertThat(json.replace(rate, ""))
                .containsPattern(object("wake-up", "jvms", "millrace-blocking", "ns", PERCENTILES));
        assertThat(json).contains(rate);
        if (((ProgramSubject) Subjects.named("floor-futex")).isAvailable()) {
            assertThat(json).contains("\"floor-futex\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--case wake-up --subject millrace",
                "--case wake-up --rate 0",
                "--size 12",
                "--senders 65",
                "--subject nobody",
                "--case nothing",
                "--rounds 0",
                "--time 0",
                "--subject unix-socket --scope threads --case round-trip",
                "surplus"
            })
    void refusesWhatCannotBe(String arguments) {
        StringWriter errors = new StringWriter();
        CommandLine line = Main.commandLine().setErr(new PrintWriter(errors));
        assertThat(line.execute(arguments.split(" "))).isEqualTo(2);
        assertThat(errors.toString()).startsWith("millrace: bench: ").hasLineCount(1);
    }

    @Test
    void namesItsCasesAsTheReportsDo() {
        assertThat(Stream.of(CaseKind.values()).map(CaseKind::label))
                .containsExactly("round-trip", "wake-up", "throughput", "open");
    }

    private static String run(String arguments) {
        PrintStream saved = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.commandLine().execute(arguments.split(" "))).isZero();
        } finally {
            System.setOut(saved);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
