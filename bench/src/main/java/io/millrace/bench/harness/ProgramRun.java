package io.millrace.bench.harness;

import io.millrace.bench.subjects.ProgramSubject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Measures a cell of a subject that is a program of its own. */
final class ProgramRun {
    private static final String RATE = "rate ";

    private final Stage stage;
    private final Cell cell;
    private final ProgramSubject subject;
    private final Timing timing;

    ProgramRun(Stage stage, Cell cell, ProgramSubject subject, Timing timing) {
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
        command.add(Long.toString(timing.measureNs()));
        Path errors = home.resolve("errors");
        Process process = stage.start(command, errors);
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
            throw new IOException(Files.readString(errors).strip());
        }
        return cell.kind().isTime() ? Sample.ofTimes(histogram) : Sample.ofRate(rate);
    }
}
