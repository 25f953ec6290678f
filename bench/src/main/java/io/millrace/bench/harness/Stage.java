package io.millrace.bench.harness;

import io.millrace.bench.subjects.LinkSubject;
import io.millrace.bench.subjects.LinkSubject.Companion;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes and files of a run. All of them go with it, however it ends: by itself or by a
 * signal, as closing is also done at the JVM's exit, or killed, as its workers see their input end.
 */
public final class Stage implements AutoCloseable {
    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final Thread hook = new Thread(this::closeAll, "bench-end");
    private Companion companion = () -> {};
    private int homes;
    private volatile boolean ended;

    /**
     * Makes a directory.
     *
     * @param parent of it; null for a place in memory if the host has that.
     */
    public Stage(Path parent) throws IOException {
        directory = Scratch.newDirectory(parent == null ? Scratch.parent() : parent);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Where all files of the run are. */
    public Path directory() {
        return directory;
    }

    /** Whether the run has been closed, by a signal maybe. */
    public boolean hasEnded() {
        return ended;
    }

    /** A directory for one measurement. */
    public synchronized Path newHome() throws IOException {
        requireGoing();
        return Files.createDirectory(directory.resolve("m" + homes++));
    }

    /** Starts a process whose errors go to a file in the measurement's directory. */
    public synchronized Process start(List<String> command, Path errors) throws IOException {
        requireGoing();
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile())).start();
        processes.add(process);
        return process;
    }

    /** Starts what a subject needs beside its senders and receiver. */
    synchronized void begin(LinkSubject subject, Path home) throws IOException {
        requireGoing();
        companion = subject.begin(home);
    }

    /** Ends what is left of a measurement. */
    public synchronized void clear(Path home) {
        if (!ended) {
            endAll();
            Scratch.delete(home);
        }
    }

    private void requireGoing() {
        if (ended) {
            throw new IllegalStateException("the run has ended");
        }
    }

    private void endAll() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        processes.clear();
        companion.close();
        companion = () -> {};
    }

    private synchronized void closeAll() {
        if (ended) {
            return;
        }
        ended = true;
        endAll();
        Scratch.delete(directory);
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook has run or will find nothing left.
        }
    }
}
