package io.millrace.bench;

import io.millrace.bench.subjects.Link;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.LinkSubject;
import io.millrace.bench.subjects.Subjects;
import java.io.IOException;
import java.nio.file.Path;

/** Opens links for benchmarks within one JVM. */
final class SubjectLink {
    private SubjectLink() {}

    static Link open(String subject, String name, int size, int senders) throws IOException {
        if (Subjects.named(subject) instanceof LinkSubject linked) {
            boolean yielding = senders + 1 > Runtime.getRuntime().availableProcessors();
            return linked.open(
                    new LinkSpec(
                            Path.of(System.getProperty("java.io.tmpdir")),
                            false,
                            name,
                            size,
                            senders,
                            yielding));
        }
        throw new IllegalArgumentException(subject + " is not for threads of this JVM");
    }
}
