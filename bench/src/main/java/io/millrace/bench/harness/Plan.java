package io.millrace.bench.harness;

import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subject;
import java.util.Set;

/** Who is measured in which case unless somebody says: each where it shows something. */
final class Plan {
    private static final int COMMON = 32;
    private static final int CROWD = 16;
    private static final Set<String> ESSENTIAL =
            Set.of("agrona-many-to-one", "aeron-exclusive", "jctools-mpsc", "unix-socket");
    private static final Set<String> EVERYWHERE =
            Set.of(
                    "agrona-many-to-one",
                    "aeron-exclusive",
                    "aeron-exclusive-offer",
                    "aeron-shared",
                    "chronicle-queue",
                    "jctools-mpsc",
                    "disruptor",
                    "unix-socket");
    private static final Set<String> BY_SIZE =
            Set.of(
                    "agrona-many-to-one",
                    "aeron-exclusive-offer",
                    "chronicle-queue",
                    "jctools-mpsc");
    private static final String BLOCKING = "millrace-blocking";
    private static final String SPIN = "millrace-spin";
    private static final Set<String> IN_A_CROWD = Set.of("millrace", BLOCKING, SPIN);
    private static final Set<String> WOKEN_IN_A_QUICK_RUN =
            Set.of(BLOCKING, "floor-futex", "unix-socket-blocking");

    private Plan() {}

    /**
     * Whether a cell is in the plan, peers included.
     *
     * @param quick in the short one.
     */
    static boolean has(Cell cell, boolean quick) {
        Subject subject = cell.subject();
        if (isCrowd(cell)) {
            return IN_A_CROWD.contains(subject.name());
        }
        return switch (subject.role()) {
            case GENERAL -> hasGeneral(cell, quick);
            case VARIATION -> !quick && isOneSender(cell) && cell.scope() == Scope.THREADS;
            case WAITING -> hasWaiting(cell, quick);
            case TYPED ->
                    !quick
                            && cell.scope() == Scope.THREADS
                            && (isOneSender(cell) || isRoundTripAtFullSpeed(cell));
        };
    }

    private static boolean hasGeneral(Cell cell, boolean quick) {
        Subject subject = cell.subject();
        if (!subject.isPeer()) {
            return true;
        }
        if (quick) {
            return ESSENTIAL.contains(subject.name());
        }
        return cell.size() == COMMON
                ? isBasic(cell) || EVERYWHERE.contains(subject.name())
                : BY_SIZE.contains(subject.name());
    }

    private static boolean hasWaiting(Cell cell, boolean quick) {
        String name = cell.subject().name();
        if (cell.kind() == CaseKind.WAKE_UP) {
            return quick ? WOKEN_IN_A_QUICK_RUN.contains(name) : !name.equals(SPIN);
        }
        return !quick
                && name.equals(BLOCKING)
                && (isOneSender(cell) || isRoundTripAtFullSpeed(cell));
    }

    /** A case that everybody is measured in. */
    private static boolean isBasic(Cell cell) {
        return cell.kind() != CaseKind.OPEN
                && cell.size() == COMMON
                && cell.senders() <= 2
                && cell.rate() == 0;
    }

    private static boolean isCrowd(Cell cell) {
        return cell.kind() == CaseKind.THROUGHPUT && cell.senders() == CROWD;
    }

    private static boolean isOneSender(Cell cell) {
        return cell.kind() == CaseKind.THROUGHPUT && cell.size() == COMMON && cell.senders() == 1;
    }

    private static boolean isRoundTripAtFullSpeed(Cell cell) {
        return cell.kind() == CaseKind.ROUND_TRIP && cell.size() == COMMON && cell.rate() == 0;
    }
}
