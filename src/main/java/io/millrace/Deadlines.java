package io.millrace;

import java.time.Duration;

/** Points in time by {@link System#nanoTime}. */
final class Deadlines {
    /** The end of a wait that has none. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long FAR_NS = Long.MAX_VALUE / 4;

    private Deadlines() {}

    /** Nanoseconds until then. */
    static long left(long deadlineNs) {
        return deadlineNs == NEVER ? NEVER : deadlineNs - System.nanoTime();
    }

    /** The end of a wait that begins now; a duration that is too long to count means very long. */
    static long after(Duration wait) {
        long nanos;
        try {
            nanos = wait.toNanos();
        } catch (ArithmeticException e) {
            nanos = wait.isNegative() ? 0 : FAR_NS;
        }
        return System.nanoTime() + Math.max(0, Math.min(nanos, FAR_NS));
    }
}
