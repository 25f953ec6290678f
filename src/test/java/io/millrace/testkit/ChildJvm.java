package io.millrace.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real second JVM on the same class path; what it prints is read line by line, and signals can be
 * sent to it.
 */
public final class ChildJvm implements AutoCloseable {
    /** What every JVM needs that uses a channel, and what makes it start fast. */
    public static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                    "--enable-native-access=ALL-UNNAMED");

    /** As above, with the optimizing compiler, as in production. */
    public static final List<String> OPTIMIZING_FLAGS =
            FLAGS.stream().filter(flag -> !flag.contains("TieredStopAtLevel")).toList();

    private final Process process;
    private final String name;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the main method of this class. */
    public static ChildJvm start(Class<?> main, Object... arguments) {
        return start(Map.of(), main, arguments);
    }

    /** As above, with environment variables. */
    public static ChildJvm start(
            Map<String, String> environment, Class<?> main, Object... arguments) {
        return start(List.of(), FLAGS, environment, main, arguments);
    }

    /** As above, with these flags of the JVM only. */
    public static ChildJvm start(List<String> flags, Class<?> main, Object... arguments) {
        return start(List.of(), flags, Map.of(), main, arguments);
    }

    /** As above, under another command. */
    public static ChildJvm start(
            List<String> under,
            List<String> flags,
            Map<String, String> environment,
            Class<?> main,
            Object... arguments) {
        return start(
                under, flags, System.getProperty("java.class.path"), environment, main, arguments);
    }

    /** As above, with another class path. */
    public static ChildJvm start(
            List<String> under,
            List<String> flags,
            String classPath,
            Map<String, String> environment,
            Class<?> main,
            Object... arguments) {
        List<String> command = new ArrayList<>(under);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new ChildJvm(main.getSimpleName() + List.of(arguments), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@link #FLAGS} and these. */
    public static List<String> flagsAnd(String... more) {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(List.of(more));
        return flags;
    }

    /** This JVM's class path without these entries. */
    public static String classPathWithout(Predicate<Path> entry) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> !entry.test(Path.of(each)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("(output ended: " + e.getMessage() + ")");
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All lines so far, of standard output and standard error. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line that starts like this; returns it whole. */
    public String awaitLine(String start) {
        String[] found = new String[1];
        try {
            awaitLine(start, found);
        } catch (AssertionError e) {
            throw process.isAlive() ? withStacks(e) : e;
        }
        return found[0];
    }

    /** Adds what its threads do, which a JVM prints when it is asked to quit. */
    private AssertionError withStacks(AssertionError failure) {
        int before = lines.size();
        signal("CONT");
        signal("QUIT");
        try {
            Await.until(
                    "the stacks are printed",
                    Duration.ofSeconds(5),
                    () -> lines.stream().anyMatch(line -> line.startsWith("Heap")));
        } catch (AssertionError e) {
            failure.addSuppressed(e);
        }
        return new AssertionError(
                failure.getMessage()
                        + "; it printed "
                        + lines.subList(0, before)
                        + " and its threads are\n"
                        + String.join("\n", lines.subList(before, lines.size())),
                failure);
    }

    private void awaitLine(String start, String[] found) {
        Await.until(
                this + " printed a line that starts with '" + start + "'",
                () -> {
                    for (String line : lines) {
                        if (line.startsWith(start)) {
                            found[0] = line;
                            return true;
                        }
                    }
                    if (!process.isAlive() && !reader.isAlive()) {
                        throw new AssertionError(
                                this
                                        + " ended with "
                                        + process.exitValue()
                                        + " before it printed '"
                                        + start
                                        + "'; it printed "
                                        + lines);
                    }
                    return false;
                });
    }

    /** Writes a line to its standard input. */
    public void tell(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing more comes on its standard input. */
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done as soon as the kernel has taken it away. */
    public void onExit(Runnable work) {
        var unused = process.onExit().thenRun(work);
    }

    /** SIGKILL, and waits until the kernel has taken it away. */
    public void kill() {
        signal("KILL");
        awaitExit();
    }

    /** SIGSTOP. */
    public void stop() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    public void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
            if (kill.waitFor() != 0 && process.isAlive()) {
                throw new AssertionError("kill -" + signal + " of " + this + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for its end; returns its exit status. */
    public int awaitExit() {
        return awaitExit(Await.LONG);
    }

    public int awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        this + " still runs after " + atMost + "; it printed " + lines);
            }
            reader.join(atMost.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return name + " (process " + process.pid() + ")";
    }
}
