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
    private static final Set<String> ANOTHER_WAY =
            Set.of(
                    "agrona-many-to-one-write",
                    "aeron-exclusive-offer",
                    "aeron-shared-offer",
                    "unix-socket-64");
    private static final Set<String> IN_PAIRS =
            Set.of(
                    "agrona-many-to-one",
                    "agrona-many-to-one-write",
                    "aeron-exclusive",
                    "aeron-shared",
                    "chronicle-queue",
                    "jctools-mpsc",
                    "disruptor",
                    "array-blocking-queue",
                    "rust-sync-channel");
    private static final Set<String> IN_NUMBERS =
            Set.of("agrona-many-to-one", "aeron-shared", "jctools-mpsc");
    private static final Set<String> IN_A_THRONG = Set.of("aeron-shared", "jctools-mpsc");
    private static final Set<String> AT_A_RATE =
            Set.of("agrona-many-to-one", "aeron-exclusive", "chronicle-queue", "unix-socket");
    private static final Set<String> BY_SIZE =
            Set.of("agrona-many-to-one", "aeron-exclusive-offer");
    private static final Set<String> OPENED =
            Set.of("agrona-many-to-one", "aeron-exclusive", "chronicle-queue");
    private static final int THRONG = 64;
    private static final String SEND = "millrace-send";
    private static final String BLOCKING = "millrace-blocking";
    private static final String SPIN = "millrace-spin";
    private static final Set<String> IN_A_CROWD = Set.of("millrace", BLOCKING, SPIN);
    private static final Set<String> WOKEN_BRIEFLY =
            Set.of(BLOCKING, "floor-futex", "unix-socket-blocking");
    private static final String BARE_FUTEX = "floor-futex-jvm";

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
        String name = cell.subject().name();
        if (!cell.subject().isPeer()) {
            return quick || !name.equals(SEND) || (cell.size() == COMMON && cell.rate() == 0);
        }
        if (quick) {
            return ESSENTIAL.contains(name);
        }
        if (cell.size() != COMMON) {
            return BY_SIZE.contains(name);
        }
        if (cell.kind() == CaseKind.OPEN) {
            return OPENED.contains(name);
        }
        if (cell.rate() > 0) {
            return AT_A_RATE.contains(name);
        }
        return switch (cell.senders()) {
            case 1 -> cell.kind() == CaseKind.THROUGHPUT || !ANOTHER_WAY.contains(name);
            case 2 -> IN_PAIRS.contains(name);
            case THRONG -> IN_A_THRONG.contains(name);
            default -> IN_NUMBERS.contains(name);
        };
    }

    private static boolean hasWaiting(Cell cell, boolean quick) {
        String name = cell.subject().name();
        if (cell.kind() == CaseKind.WAKE_UP) {
            return (quick || isSlow(cell))
                    ? WOKEN_BRIEFLY.contains(name) || (!quick && name.equals(BARE_FUTEX))
                    : !name.equals(SPIN);
        }
        return !quick
                && name.equals(BLOCKING)
                && (isOneSender(cell) || isRoundTripAtFullSpeed(cell));
    }

    /** Whether each of its messages takes a second. */
    private static boolean isSlow(Cell cell) {
        return cell.rate() == 1;
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
