package io.millrace.bench.harness;

import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subject;
import io.millrace.bench.subjects.Subjects;

/**
 * One figure of the report.
 *
 * @param size of a message in bytes.
 * @param rate round trips started a second, 0 for one after the other at full speed; of wake-ups,
 *     messages a second, each after a silence.
 */
public record Cell(CaseKind kind, Scope scope, Subject subject, int size, int senders, long rate) {
    private static final String BETWEEN = "/";

    /** The cell with another subject. */
    public Cell with(Subject other) {
        return new Cell(kind, scope, other, size, senders, rate);
    }

    /** Whether there are more threads than cores, so that who waits has to yield. */
    public boolean isYielding() {
        int threads = kind == CaseKind.OPEN ? 1 : senders + 1;
        return threads > Runtime.getRuntime().availableProcessors();
    }

    /** On one line, for another JVM. */
    public String encoded() {
        return String.join(
                BETWEEN,
                kind.name(),
                scope.name(),
                subject.name(),
                Integer.toString(size),
                Integer.toString(senders),
                Long.toString(rate));
    }

    /** From {@link #encoded}. */
    public static Cell decoded(String text) {
        String[] parts = text.split(BETWEEN, -1);
        return new Cell(
                CaseKind.valueOf(parts[0]),
                Scope.valueOf(parts[1]),
                Subjects.named(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Long.parseLong(parts[5]));
    }

    @Override
    public String toString() {
        return kind.label()
                + " "
                + scope.label()
                + " "
                + subject.name()
                + " "
                + size
                + " B"
                + (senders == 1 ? "" : " " + senders + " senders")
                + (rate == 0 ? "" : " " + rate + "/s");
    }
}
