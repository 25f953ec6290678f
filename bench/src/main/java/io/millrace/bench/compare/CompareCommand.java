package io.millrace.bench.compare;

import io.millrace.bench.harness.Stage;
import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Subjects;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares builds and subjects that take turns within one JVM, in several JVMs. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compare builds, or subjects, that take turns in one JVM: it tells differences that"
                        + " separate JVMs on a noisy host hide.",
        footerHeading = "%n",
        footer = {
            "Each copy has classes and compiled code of its own. Name one twice to see how much two"
                    + " copies of the same code differ: compilers decide by chance, too. Ratios"
                    + " are to the first copy, each the median over the slices of a JVM."
        })
public final class CompareCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "[JAR:]SUBJECT",
            description =
                    "A subject of this build, or of the benchmark in this jar; +SUBJECT: one with"
                            + " the compiled code of the copy before it, and memory of its own.")
    private List<String> copies = List.of();

    @Option(
            names = "--case",
            paramLabel = "CASE",
            defaultValue = "throughput",
            description = "throughput or round-trip, of threads; default: ${DEFAULT-VALUE}.")
    private CaseKind kind;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "32",
            description = "Of a message; default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--senders",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that send; default: ${DEFAULT-VALUE}.")
    private int senders;

    @Option(
            names = "--jvms",
            paramLabel = "N",
            defaultValue = "5",
            description = "One after another; default: ${DEFAULT-VALUE}.")
    private int jvms;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "40",
            description = "Slices of each copy in each JVM; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--slice",
            paramLabel = "MS",
            defaultValue = "40",
            description = "Milliseconds of a slice; default: ${DEFAULT-VALUE}.")
    private int sliceMs;

    @Option(
            names = "--warmup",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "Milliseconds of each copy before that; default: ${DEFAULT-VALUE}.")
    private int warmupMs;

    @Option(
            names = "--jvm-option",
            paramLabel = "FLAG",
            description = "For the JVMs; may be given again.")
    private List<String> jvmOptions = List.of();

    @Spec private CommandSpec spec;

    /** Made by picocli. */
    public CompareCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Contest contest = contest();
        PrintWriter out = spec.commandLine().getOut();
        StandingsTable table = new StandingsTable(contest);
        out.println(table.head());
        try (Stage stage = new Stage(null)) {
            for (int jvm = 1; jvm <= jvms; jvm++) {
                out.println(table.row(jvm, contest.run(stage, jvmOptions)));
                out.flush();
            }
        }
        table.end().forEach(out::println);
        out.flush();
        return 0;
    }

    private Contest contest() {
        require(!copies.isEmpty(), "nothing to compare: expected a SUBJECT or JAR:SUBJECT");
        require(
                kind == CaseKind.THROUGHPUT || kind == CaseKind.ROUND_TRIP,
                "--case " + kind.label() + ": expected throughput or round-trip");
        requireRange("--size", size, 8, 1 << 20);
        require(size % 8 == 0, "--size " + size + ": expected a multiple of 8");
        requireRange("--senders", senders, 1, kind == CaseKind.THROUGHPUT ? 64 : 1);
        requireRange("--jvms", jvms, 1, 1000);
        requireRange("--rounds", rounds, 1, 100_000);
        requireRange("--slice", sliceMs, 1, 60_000);
        requireRange("--warmup", warmupMs, 0, 600_000);
        List<Copy> parsed = new ArrayList<>();
        for (String text : copies) {
            try {
                Copy copy = Copy.of(text);
                if (copy.build() == null) {
                    Subjects.named(copy.subject());
                }
                parsed.add(copy);
            } catch (IllegalArgumentException e) {
                throw wrong(e.getMessage());
            }
        }
        require(!parsed.get(0).sharing(), copies.get(0) + ": there is no copy before the first");
        return new Contest(
                kind,
                size,
                senders,
                TimeUnit.MILLISECONDS.toNanos(sliceMs),
                warmupMs / sliceMs,
                rounds,
                parsed);
    }

    private void requireRange(String option, int value, int least, int most) {
        require(
                value >= least && value <= most,
                option + " " + value + ": expected " + least + " to " + most);
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw wrong(message);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
