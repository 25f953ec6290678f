package io.millrace.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link Worker} in a JVM of its own. */
final class WorkerJvm {
    private static final String GONE = "failed its process ended";

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private WorkerJvm(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "answers");
        reader.setDaemon(true);
        reader.start();
    }

    static WorkerJvm start(Stage stage, Path home, Cell cell, Timing timing, int number)
            throws IOException {
        List<String> command = WorkerFlags.command(Worker.class, List.of());
        command.addAll(
                List.of(
                        stage.directory().toString(),
                        home.toString(),
                        cell.encoded(),
                        Long.toString(timing.warmupNs()),
                        Long.toString(timing.measureNs()),
                        Integer.toString(number)));
        return new WorkerJvm(stage.start(command, home.resolve("errors-" + number)));
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(answers::add);
        } catch (IOException | RuntimeException e) {
            // The end of the output, however it came about.
        }
        answers.add(GONE);
    }

    void tell(String command) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
        input.flush();
    }

    /** What follows on OK in the answer. */
    String answer(long timeoutNs) throws IOException, InterruptedException, TimeoutException {
        String line = answers.poll(timeoutNs, TimeUnit.NANOSECONDS);
        if (line == null) {
            throw new TimeoutException("no answer");
        }
        if (!line.startsWith(Worker.OK)) {
            throw new IOException(line.replaceFirst("^" + Worker.FAILED + " ", ""));
        }
        return line.substring(Worker.OK.length()).strip();
    }

    /** Fails when it has said something unasked, which can only be that it failed. */
    void requireSilent() throws IOException {
        String line = answers.peek();
        if (line != null) {
            throw new IOException(line.replaceFirst("^" + Worker.FAILED + " ", ""));
        }
    }

    boolean awaitExit(long timeoutNs) throws InterruptedException {
        return process.waitFor(timeoutNs, TimeUnit.NANOSECONDS);
    }
}
