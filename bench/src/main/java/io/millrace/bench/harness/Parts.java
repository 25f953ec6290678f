package io.millrace.bench.harness;

import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Role;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Which parts a cell is made of. The first measures. */
final class Parts {
    private static final int MOST_OF_A_CROWD = 4;

    private Parts() {}

    static int count(Cell cell) {
        return switch (cell.kind()) {
            case ROUND_TRIP, WAKE_UP -> 2;
            case THROUGHPUT -> isCopy(cell) ? 1 : 1 + cell.senders();
            case OPEN -> 1;
        };
    }

    /** How many JVMs do the measurement. */
    static int jvms(Cell cell) {
        return cell.scope() == Scope.JVMS ? count(cell) : 1;
    }

    /**
     * How many share the cores with a compiler, as far as it has to wait for them: JVMs; of a crowd
     * of threads a quarter, but no more than four; where two sides block, both and the compiler,
     * since a side that it makes late has the other one sleep, so that both send little meanwhile.
     * The last two by experiment.
     */
    static int compilerSharers(Cell cell) {
        boolean blocks = cell.subject().role() == Role.WAITING;
        return switch (cell.kind()) {
            case ROUND_TRIP -> blocks ? count(cell) + 1 : jvms(cell);
            case THROUGHPUT -> Math.max(jvms(cell), Math.min(MOST_OF_A_CROWD, count(cell) / 4));
            case WAKE_UP, OPEN -> jvms(cell);
        };
    }

    /** Makers of the parts that the JVM with this number does. */
    static List<Callable<Part>> of(Cell cell, Links links, Timing timing, int jvm) {
        if (cell.scope() == Scope.JVMS) {
            return List.of(() -> part(cell, links, timing, jvm));
        }
        List<Callable<Part>> makers = new ArrayList<>();
        for (int i = 0; i < count(cell); i++) {
            int index = i;
            makers.add(() -> part(cell, links, timing, index));
        }
        return makers;
    }

    private static Part part(Cell cell, Links links, Timing timing, int index) {
        return switch (cell.kind()) {
            case ROUND_TRIP -> index == 0 ? new Pinger(links, timing) : new Echo(links);
            case WAKE_UP -> index == 0 ? new Sleeper(links, timing) : new Waker(links, timing);
            case THROUGHPUT -> {
                if (isCopy(cell)) {
                    yield new Copier(links, timing);
                }
                yield index == 0 ? new Collector(links, timing) : new Source(links, index - 1);
            }
            case OPEN -> new Opener(links, timing);
        };
    }

    private static boolean isCopy(Cell cell) {
        return cell.kind() == CaseKind.THROUGHPUT && cell.subject().name().equals(Subjects.FLOOR);
    }
}
