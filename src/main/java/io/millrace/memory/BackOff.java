package io.millrace.memory;

import java.util.function.LongSupplier;

/**
 * Has whoever lost a compare-and-set to another thread pause, so that the winner keeps the word's
 * cache line for a while and need not fetch it for each of its own.
 *
 * <p>The pause doubles while one loss follows upon the other within a few pauses, as where threads
 * do nothing but claim, and halves when losses are farther apart: who meets another thread now and
 * then goes on at once. Of {@value #SHORTEST_NS} to {@value #LONGEST_NS} nanoseconds; no lock is
 * held meanwhile. For one thread at a time.
 *
 * <p>Exponential back-off is T. E. Anderson's ("The Performance of Spin Lock Alternatives for
 * Shared-Memory Multiprocessors", 1990).
 */
public final class BackOff extends Padded {
    static final long SHORTEST_NS = 50;
    static final long LONGEST_NS = 1_600;

    private static final int CLOSE_PAUSES = 4;

    private final LongSupplier clock;
    private long pauseNs = SHORTEST_NS;
    private long endNs;

    /** Begins with the shortest pause. */
    public BackOff() {
        this(System::nanoTime);
    }

    BackOff(LongSupplier clock) {
        this.clock = clock;
        this.endNs = clock.getAsLong();
    }

    /** Pauses after a loss; then the caller tries again. */
    public void lost() {
        long now = clock.getAsLong();
        boolean close = now - endNs < CLOSE_PAUSES * pauseNs;
        pauseNs = close ? Math.min(2 * pauseNs, LONGEST_NS) : Math.max(pauseNs / 2, SHORTEST_NS);
        long end = now + pauseNs;
        do {
            Thread.onSpinWait();
            endNs = clock.getAsLong();
        } while (endNs - end < 0);
    }
}
