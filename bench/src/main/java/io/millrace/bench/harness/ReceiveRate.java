package io.millrace.bench.harness;

import java.util.function.IntSupplier;

/** Receives as fast as it can, and counts. */
public final class ReceiveRate {
    private static final int LOOK_EVERY = 64;
    private static final double NANOS_PER_SECOND = 1e9;

    private ReceiveRate() {}

    /**
     * Messages a second.
     *
     * @param step receives what is there, and tells how many messages that were.
     */
    public static double of(IntSupplier step, long durationNs) {
        long start = System.nanoTime();
        long now;
        long count = 0;
        do {
            count += receiveBriefly(step);
            now = System.nanoTime();
        } while (now - start < durationNs);
        return count * NANOS_PER_SECOND / (now - start);
    }

    /**
     * A method of its own, so that it is compiled as a whole: the compiled code of a loop that has
     * lasted for all of the warm-up is thrown away at the loop's end.
     */
    private static long receiveBriefly(IntSupplier step) {
        long count = 0;
        for (int i = 0; i < LOOK_EVERY; i++) {
            count += step.getAsInt();
        }
        return count;
    }
}
