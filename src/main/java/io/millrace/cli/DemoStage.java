package io.millrace.cli;

import io.millrace.Channel;
import io.millrace.ChannelOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The demo's processes and files. All of them go with it, however it ends: by itself or a signal,
 * as closing is also done at the JVM's exit, or killed, as its children see their input end.
 */
final class DemoStage implements AutoCloseable {
    private static final int CAPACITY = 1 << 18;
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(20);
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(1);

    private final List<Process> processes = new ArrayList<>();
    private Path directory;
    private boolean ended;

    DemoStage() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "millrace-demo-end"));
    }

    /** The demo's channel, in a directory of its own. */
    synchronized Channel openChannel() throws IOException {
        requireGoing();
        directory = Files.createTempDirectory(Channel.pathOf("demo").getParent(), "demo-");
        return Channel.open(
                directory.resolve("channel"),
                ChannelOptions.defaults()
                        .capacity(CAPACITY)
                        .heartbeatInterval(HEARTBEAT_INTERVAL)
                        .heartbeatTimeout(HEARTBEAT_TIMEOUT));
    }

    /** A sender in a JVM of its own, like this one. */
    synchronized Child startSender(int number) throws IOException {
        requireGoing();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-agent")) {
                command.add(flag);
            }
        }
        command.addAll(
                List.of(
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoSender.class.getName(),
                        directory.resolve("channel").toString(),
                        Integer.toString(number)));
        Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        processes.add(process);
        return new Child(number, process);
    }

    private void requireGoing() {
        if (ended) {
            throw new IllegalStateException("the demo has ended");
        }
    }

    @Override
    public synchronized void close() {
        ended = true;
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            process.onExit().join();
        }
        if (directory != null) {
            delete(directory);
        }
    }

    /** Deletes the demo's directory, which others may be deleting too. */
    static void delete(Path directory) {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            if (Files.exists(directory)) {
                throw new UncheckedIOException(
                        directory + " can't be deleted: " + e.getMessage(), e);
            }
        }
    }

    /** A sender's process. */
    record Child(int number, Process process) {
        long pid() {
            return process.pid();
        }

        /** Waits until it has attached to the channel. */
        void awaitReady() throws IOException {
            if (process.getInputStream().read() != DemoSender.READY) {
                throw new IOException(
                        "demo: sender " + number + " (process " + pid() + ") did not start");
            }
        }

        void tell(int command) throws IOException {
            process.getOutputStream().write(command);
            process.getOutputStream().flush();
        }

        /** SIGKILL. */
        void kill() {
            process.destroyForcibly();
        }
    }
}
