package io.millrace.bench.subjects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A subject that is a program of its own. It gets as arguments {@code round-trip} or {@code
 * throughput}, the number of senders, and the nanoseconds to warm up and to measure; it prints
 * {@code rate MESSAGES_A_SECOND}, or lines {@code NANOSECONDS COUNT}.
 */
public interface ProgramSubject extends Subject {
    /** Whether this host has what the program needs. */
    boolean isAvailable();

    /**
     * Makes the program.
     *
     * @param directory for its files.
     * @return the command that runs it, without arguments.
     */
    List<String> build(Path directory) throws IOException, InterruptedException;
}
