package io.millrace.wait;

/**
 * How long to spin before a sleep, learnt from how long the last waits were. For one thread at a
 * time.
 *
 * <p>Twice the mean wait while that is below the bound, since such a wait most likely ends during
 * the spin; next to nothing where waits are longer, since a spin is then in vain. One wait in
 * {@value #PROBE_EVERY} spins up to the bound, to notice that waits would be short if nobody slept.
 * So a wait never spins for longer than the bound, and waits that are all long cost a thirty-second
 * of it on average.
 */
final class SpinTime {
    static final int PROBE_EVERY = 32;

    private static final long SHORTEST_NS = 1_000;
    private static final int WEIGHT_SHIFT = 3;
    private static final int LONGEST_COUNTED = 4;

    private final long boundNs;
    private long meanNs;
    private int waits;

    SpinTime(long boundNs) {
        this.boundNs = boundNs;
    }

    /** For the wait that begins. */
    long nextNs() {
        waits++;
        if (waits % PROBE_EVERY == 0) {
            return boundNs;
        }
        return Math.min(boundNs, meanNs > boundNs ? SHORTEST_NS : 2 * meanNs + SHORTEST_NS);
    }

    /** A wait took this long. */
    void waited(long ns) {
        meanNs += (Math.min(ns, LONGEST_COUNTED * boundNs) - meanNs) >> WEIGHT_SHIFT;
    }
}
