package io.millrace.bench.subjects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A subject that is a program of its own. It gets as arguments the case, the number of senders, the
 * nanoseconds to warm up and to measure, and the rate, 0 for full speed; it prints {@code rate
 * MESSAGES_A_SECOND}, or lines {@code NANOSECONDS COUNT}.
 */
public interface ProgramSubject extends Subject {
    /** Whether this host has what the program needs. */
    boolean isAvailable();

    /** What that is, for those who miss the subject. */
    String needs();

    /**
     * Makes the program.
     *
     * @param directory for its files.
     * @return the command that runs it, without arguments.
     */
    List<String> build(Path directory) throws IOException, InterruptedException;
}
