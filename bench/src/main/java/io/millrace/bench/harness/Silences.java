package io.millrace.bench.harness;

import java.util.concurrent.TimeUnit;

/**
 * The messages of a measurement of wake-ups, each after a silence.
 *
 * @param warmups how many come first, after short silences, and do not count.
 * @param count how many count.
 * @param silenceNs nanoseconds before each of these.
 */
record Silences(int warmups, int count, long silenceNs) {
    /**
     * A silence of the warm-up: longer than anybody spins, and so short that the usual warm-up has
     * the ten thousand wake-ups after which the code of a wake-up is compiled.
     */
    static final long WARMUP_NS = 80_000;

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int LEAST = 3;

    /** At least so many as fit a second, and three. */
    static Silences of(Cell cell, Timing timing) {
        long silenceNs = SECOND_NS / cell.rate();
        long measureNs = Math.max(timing.measureNs(), SECOND_NS);
        return new Silences(
                (int) (timing.warmupNs() / WARMUP_NS),
                (int) Math.max(LEAST, measureNs / silenceNs),
                silenceNs);
    }

    int all() {
        return warmups + count;
    }

    /** Nanoseconds of all silences that count. */
    long measureNs() {
        return count * silenceNs;
    }
}
