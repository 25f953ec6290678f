package io.millrace.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code millrace} command in a process of its own, as its jar is run by its users. */
public final class Tool implements AutoCloseable {
    private static final long SIGINT_BIT = 1L << 1;

    private final Process process;
    private final List<String> command;
    private final Path out;
    private final Path err;

    private Tool(List<String> command, Path directory) {
        this.command = command;
        try {
            this.out = Files.createTempFile("millrace-tool", ".out");
            this.err = Files.createTempFile("millrace-tool", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().put("MILLRACE_DIR", directory.toString());
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command; names of channels are in this directory. */
    public static Tool start(Path directory, Object... arguments) {
        return new Tool(command(arguments), directory);
    }

    /** Starts a shell command, in which {@code $millrace} is the tool. */
    public static Tool shell(Path directory, String script) {
        String set = "millrace='" + String.join(" ", command()) + "'\n";
        return new Tool(List.of("sh", "-c", set + script), directory);
    }

    /** Runs a command with this input to its end. */
    public static Tool run(Path directory, byte[] input, Object... arguments) {
        Tool tool = start(directory, arguments);
        tool.write(input);
        tool.endInput();
        tool.awaitExit();
        return tool;
    }

    /** Runs a command without input to its end. */
    public static Tool run(Path directory, Object... arguments) {
        return run(directory, new byte[0], arguments);
    }

    private static List<String> command(Object... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xshare:auto",
                                "-jar",
                                System.getProperty("millrace.jar")));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The processes that it has started and that run. */
    public List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** Writes to its standard input; it may have ended before it read all of it. */
    public void write(byte[] input) {
        try {
            OutputStream stdin = process.getOutputStream();
            stdin.write(input);
            stdin.flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What it printed so far. */
    public byte[] out() {
        return read(out);
    }

    public List<String> outLines() {
        return new String(out(), StandardCharsets.UTF_8).lines().toList();
    }

    public List<String> errLines() {
        return new String(read(err), StandardCharsets.UTF_8).lines().toList();
    }

    /** Waits until it has printed a line that starts like this. */
    public void awaitLine(String start) {
        Await.until(
                this + " printed '" + start + "'",
                () -> {
                    if (outLines().stream().anyMatch(line -> line.startsWith(start))) {
                        return true;
                    }
                    if (!process.isAlive()) {
                        throw new AssertionError(this + " ended before it printed '" + start + "'");
                    }
                    return false;
                });
    }

    /** Waits for its end; returns its exit status. */
    public int awaitExit() {
        try {
            if (!process.waitFor(Await.LONG.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(this + " still runs after " + Await.LONG);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * What Ctrl-C does; SIGTERM where this JVM, and so its children, were started to ignore SIGINT.
     * Returns the exit status of a JVM that ends by it.
     */
    public int interrupt() {
        boolean ignored = isInterruptIgnored();
        signal(ignored ? "TERM" : "INT");
        return ignored ? 143 : 130;
    }

    public void signal(String signal) {
        try {
            int status =
                    new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                            .start()
                            .waitFor();
            if (status != 0 && process.isAlive()) {
                throw new AssertionError("kill -" + signal + " of " + this + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static boolean isInterruptIgnored() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .anyMatch(mask -> (mask & SIGINT_BIT) != 0);
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "%s (process %d, status %s, printed %s, complained %s)"
                .formatted(
                        command.subList(Math.min(5, command.size() - 1), command.size()),
                        process.pid(),
                        process.isAlive() ? "running" : process.exitValue(),
                        lastLines(outLines()),
                        errLines());
    }

    private static List<String> lastLines(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 5), lines.size());
    }
}
