package io.millrace.wait;

import io.millrace.memory.Padded;

/**
 * How long to spin before a sleep, learnt from how long the last waits were. For one thread at a
 * time.
 *
 * <p>Four times the mean wait and a little more while the mean is below the bound, since such a
 * wait most likely ends during the spin, and one that was cut short costs a wake-up; next to
 * nothing where waits are longer, since a spin is then in vain. So a wait never spins for longer
 * than the bound, except one in {@value #PROBE_EVERY}, which spins for {@value #PROBE_BOUNDS} times
 * as long: two sides that both sleep wait for each other's wake-up, which may take longer than the
 * bound, and would else never notice that the other one answers within a microsecond. Waits that
 * are all long cost a thirty-second of the bound on average.
 */
final class SpinTime extends Padded {
    static final int PROBE_EVERY = 128;
    static final int PROBE_BOUNDS = 4;

    private static final long SHORTEST_NS = 1_000;
    private static final long SLACK_NS = 10_000;
    private static final int WEIGHT_SHIFT = 3;
    private static final int LONGEST_COUNTED = 4;
    private static final int MEANS = 4;

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
            return PROBE_BOUNDS * boundNs;
        }
        return Math.min(boundNs, meanNs > boundNs ? SHORTEST_NS : MEANS * meanNs + SLACK_NS);
    }

    /** A wait took this long. */
    void waited(long ns) {
        meanNs += (Math.min(ns, LONGEST_COUNTED * boundNs) - meanNs) >> WEIGHT_SHIFT;
    }
}
