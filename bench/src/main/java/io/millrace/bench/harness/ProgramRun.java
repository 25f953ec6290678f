package io.millrace.bench.harness;

import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.ProgramSubject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Measures a cell of a subject that is a program of its own. */
final class ProgramRun {
    private static final String RATE = "rate ";

    private final Stage stage;
    private final Cell cell;
    private final ProgramSubject subject;
    private final Timing timing;
    private final long patienceNs;

    /**
     * A run.
     *
     * @param patienceNs after which the program is ended, which makes it fail.
     */
    ProgramRun(Stage stage, Cell cell, ProgramSubject subject, Timing timing, long patienceNs) {
        this.patienceNs = patienceNs;
        this.stage = stage;
        this.cell = cell;
        this.subject = subject;
        this.timing = timing;
    }

    Sample measure(Path home) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(subject.build(stage.directory()));
        command.add(cell.kind().label());
        command.add(Integer.toString(cell.senders()));
        command.add(Long.toString(timing.warmupNs()));
        command.add(
                Long.toString(
                        cell.kind() == CaseKind.WAKE_UP
                                ? Silences.of(cell, timing).measureNs()
                                : timing.measureNs()));
        command.add(Long.toString(cell.rate()));
        Path errors = home.resolve("errors");
        Process process = stage.start(command, errors);
        CompletableFuture.delayedExecutor(patienceNs, TimeUnit.NANOSECONDS)
                .execute(process::destroyForcibly);
        Histogram histogram = Sample.newHistogram();
        double rate = 0;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(RATE)) {
                    rate = Double.parseDouble(line.substring(RATE.length()));
                } else {
                    String[] words = line.split(" ", 2);
                    histogram.recordValueWithCount(
                            Long.parseLong(words[0]), Long.parseLong(words[1]));
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(
                    "exit status " + process.exitValue() + ": " + Files.readString(errors).strip());
        }
        return cell.kind().isTime() ? Sample.ofTimes(histogram) : Sample.ofRate(rate);
    }
}
