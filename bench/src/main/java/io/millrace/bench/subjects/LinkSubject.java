package io.millrace.bench.subjects;

import java.io.IOException;
import java.nio.file.Path;

/** A subject that is used from Java. */
public interface LinkSubject extends Subject {
    /**
     * Starts what has to run beside senders and receiver, in the JVM that runs the whole benchmark.
     *
     * @param home directory of the measurement, the one that links are opened in.
     */
    default Companion begin(Path home) throws IOException {
        return () -> {};
    }

    /** Opens a link, or this JVM's side of it. */
    Link open(LinkSpec spec) throws IOException;

    /** What runs beside a measurement, until it is closed. */
    interface Companion extends AutoCloseable {
        @Override
        void close();
    }
}
