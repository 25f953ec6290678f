package io.millrace.bench;

import io.millrace.bench.harness.Campaign;
import io.millrace.bench.harness.Cell;
import io.millrace.bench.harness.Figure;
import io.millrace.bench.harness.Findings;
import io.millrace.bench.harness.Selection;
import io.millrace.bench.harness.Stage;
import io.millrace.bench.harness.Timing;
import io.millrace.bench.report.HtmlReport;
import io.millrace.bench.report.JsonReport;
import io.millrace.bench.report.Setting;
import io.millrace.bench.report.TextReport;
import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subject;
import io.millrace.bench.subjects.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures Millrace, what the hardware can do at all, and the peers. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measure latency and throughput, in process and across JVMs, beside what the"
                        + " hardware can do at all.",
        footerHeading = "%n",
        footer = {
            "Run nothing else meanwhile: who waits spins, each on a core of its own. Compare within"
                    + " one run. 'bench jmh ...' runs the JMH benchmarks, 'bench compare ...' lets"
                    + " builds take turns in one JVM; -h after either tells how. Exit status: 0"
                    + " success, 1 something could not be measured, 2 wrong usage."
        })
final class BenchCommand implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int FULL_ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;
    private static final double FULL_SECONDS = 0.35;
    private static final double FULL_WARMUP_SECONDS = 0.8;
    private static final double QUICK_SECONDS = 0.3;
    private static final long FULL_BUDGET_NS = TimeUnit.MINUTES.toNanos(29);
    private static final long QUICK_BUDGET_NS = TimeUnit.SECONDS.toNanos(105);

    @Option(names = "--quick", description = "A choice of the cases, in less than two minutes.")
    private boolean quick;

    @Option(names = "--peers", description = "Measure the alternatives too.")
    private boolean peers;

    @Option(names = "--json", description = "Print the figures as a JSON array.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "REPORT",
            description = "Write a page with plots, complete in one file.")
    private Path html;

    @Option(
            names = "--case",
            split = ",",
            paramLabel = "CASE",
            description = "Only these: round-trip, wake-up, throughput, open.")
    private Set<CaseKind> kinds = new LinkedHashSet<>();

    @Option(
            names = "--scope",
            split = ",",
            paramLabel = "SCOPE",
            description = "Only these: threads, jvms.")
    private Set<Scope> scopes = new LinkedHashSet<>();

    @Option(
            names = "--subject",
            split = ",",
            paramLabel = "NAME",
            description = "Only these, peers or not; --list tells which there are.")
    private Set<String> subjects = new LinkedHashSet<>();

    @Option(
            names = "--size",
            split = ",",
            paramLabel = "BYTES",
            description = "Messages of these sizes, multiples of 8 from 8 to 1048576.")
    private Set<Integer> sizes = new LinkedHashSet<>();

    @Option(
            names = "--senders",
            split = ",",
            paramLabel = "N",
            description = "Throughput of so many senders, 1 to 64.")
    private Set<Integer> senders = new LinkedHashSet<>();

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "N",
            description =
                    "Round trips started, and sleepers woken, so often a second; 0: round trips"
                            + " at full speed.")
    private Set<Long> rates = new LinkedHashSet<>();

    @Option(names = "--rounds", paramLabel = "N", description = "Default 5; with --quick 3.")
    private Integer rounds;

    @Option(
            names = "--time",
            paramLabel = "SECONDS",
            description = "To measure each figure, in each round; default 0.35, with --quick 0.3.")
    private Double seconds;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            description = "Before that; default 0.8, with --quick or --time as long.")
    private Double warmup;

    @Option(
            names = "--dir",
            paramLabel = "DIRECTORY",
            description = "Where the files are; default: /dev/shm where there is one.")
    private Path directory;

    @Option(names = "--list", description = "Only list the subjects.")
    private boolean list;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> unexpected = List.of();

    @Spec private CommandSpec spec;

    BenchCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (list) {
            for (Subject subject : Subjects.all()) {
                System.out.printf("%-26s%s%n", subject.name(), subject.settings());
            }
            return 0;
        }
        Selection selection = selection();
        List<Cell> cells = plan(selection);
        Timing timing = timing();
        int most = rounds == null ? (quick ? QUICK_ROUNDS : FULL_ROUNDS) : rounds;
        Progress progress = new Progress(System.err, most);
        Findings findings;
        try (Stage stage = new Stage(directory)) {
            findings =
                    new Campaign(
                                    cells,
                                    timing,
                                    most,
                                    quick ? QUICK_BUDGET_NS : FULL_BUDGET_NS,
                                    progress)
                            .run(stage);
            if (stage.hasEnded()) {
                return 1;
            }
        }
        progress.end();
        report(findings, findings.figures(cells), timing, selection.leftOut());
        return findings.failures().isEmpty() ? 0 : 1;
    }

    private void report(
            Findings findings, List<Figure> figures, Timing timing, List<String> leftOut)
            throws IOException {
        String command =
                "./millrace "
                        + spec.name()
                        + " "
                        + String.join(" ", spec.commandLine().getParseResult().originalArgs());
        Map<String, String> setting = Setting.of(timing, findings.rounds(), command.strip());
        if (!leftOut.isEmpty()) {
            setting.put("Left out", String.join(", ", leftOut));
        }
        if (json) {
            System.out.println(JsonReport.of(figures));
        } else {
            TextReport.lines(figures).forEach(System.out::println);
            System.out.println();
            setting.forEach((name, value) -> System.out.printf("%-9s%s%n", name, value));
        }
        if (html != null) {
            Files.writeString(html, HtmlReport.of(figures, findings.failures(), setting));
        }
    }

    private Selection selection() {
        if (!unexpected.isEmpty()) {
            throw wrong("unexpected argument '" + unexpected.get(0) + "'");
        }
        for (int size : sizes) {
            require(size >= 8 && size <= 1 << 20 && size % 8 == 0, "--size " + size);
        }
        for (int count : senders) {
            require(count >= 1 && count <= 64, "--senders " + count);
        }
        for (long rate : rates) {
            require(rate >= 0 && rate <= 10_000_000, "--rate " + rate);
        }
        require(rounds == null || (rounds >= 1 && rounds <= 1000), "--rounds " + rounds);
        return new Selection(quick, peers, kinds, scopes, subjects, sizes, senders, rates);
    }

    private List<Cell> plan(Selection selection) {
        List<String> unknown = selection.unknownSubjects();
        if (!unknown.isEmpty()) {
            throw wrong("--subject " + unknown.get(0) + ": there is none; --list tells which");
        }
        List<Cell> cells = selection.cells();
        if (cells.isEmpty()) {
            throw wrong("nothing is measured: no subject does what was asked for");
        }
        return cells;
    }

    private Timing timing() {
        double measured = seconds == null ? (quick ? QUICK_SECONDS : FULL_SECONDS) : seconds;
        double usual = seconds == null && !quick ? FULL_WARMUP_SECONDS : measured;
        double before = warmup == null ? usual : warmup;
        require(measured >= 0.01 && measured <= 600, "--time " + measured);
        require(before >= 0 && before <= 600, "--warmup " + before);
        return new Timing((long) (before * NANOS_PER_SECOND), (long) (measured * NANOS_PER_SECOND));
    }

    private void require(boolean condition, String option) {
        if (!condition) {
            throw wrong(option + " is out of range; see --help");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
