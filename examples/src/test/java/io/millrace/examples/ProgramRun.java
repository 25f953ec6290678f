package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, what it printed, and how it ended. */
final class ProgramRun {
    private static final long TIMEOUT_S = 60;

    private final List<String> command;
    private final Process process;
    private final Path out;
    private final Path err;

    /** Starts {@code java} with these arguments. */
    ProgramRun(Path directory, Map<String, String> environment, List<String> arguments)
            throws IOException {
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        out = Files.createTempFile(directory, "out", ".txt");
        err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Waits for its end; fails if it does not come. */
    ProgramRun await() throws IOException, InterruptedException {
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(
                    command + " did not end; it printed " + output() + " " + errors());
        }
        return this;
    }

    /** What it printed, after checking that it succeeded and complained about nothing. */
    List<String> outputOfSuccess() throws IOException {
        assertThat(errors()).as("standard error of %s", command).isEmpty();
        assertThat(status()).as("exit status of %s", command).isZero();
        return output();
    }

    int status() {
        return process.exitValue();
    }

    List<String> output() throws IOException {
        return Files.readAllLines(out);
    }

    List<String> errors() throws IOException {
        return Files.readAllLines(err);
    }
}
