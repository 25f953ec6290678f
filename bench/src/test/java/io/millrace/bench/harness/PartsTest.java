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
        "millrace, THREADS, 1, 1",
        "millrace, THREADS, 16, 1",
        "millrace-blocking, THREADS, 1, 1",
        "millrace-blocking, THREADS, 16, 4",
        "millrace, JVMS, 4, 5",
        "millrace-blocking, JVMS, 4, 5"
    })
    void aCompilerWaitsWhereOthersKeepTheCores(
            String subject, Scope scope, int senders, int sharers) {
        Cell cell = new Cell(CaseKind.THROUGHPUT, scope, Subjects.named(subject), 32, senders, 0);
        assertThat(Parts.compilersShare(cell)).isEqualTo(sharers);
    }
}
