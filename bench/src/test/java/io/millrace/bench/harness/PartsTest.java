package io.millrace.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subjects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {
    @ParameterizedTest
    @CsvSource({
        "millrace, THROUGHPUT, THREADS, 1, 1",
        "millrace, THROUGHPUT, THREADS, 2, 1",
        "millrace, THROUGHPUT, THREADS, 16, 4",
        "millrace, THROUGHPUT, THREADS, 64, 4",
        "millrace, THROUGHPUT, JVMS, 4, 5",
        "millrace, ROUND_TRIP, THREADS, 1, 1",
        "millrace-blocking, THROUGHPUT, THREADS, 1, 1",
        "millrace-blocking, THROUGHPUT, THREADS, 16, 4",
        "millrace-blocking, THROUGHPUT, JVMS, 4, 5",
        "millrace-blocking, ROUND_TRIP, THREADS, 1, 3",
        "millrace-blocking, WAKE_UP, JVMS, 1, 2"
    })
    void aCompilerWaitsWhereOthersKeepTheCores(
            String subject, CaseKind kind, Scope scope, int senders, int sharers) {
        Cell cell = new Cell(kind, scope, Subjects.named(subject), 32, senders, 0);
        assertThat(Parts.compilerSharers(cell)).isEqualTo(sharers);
    }
}
