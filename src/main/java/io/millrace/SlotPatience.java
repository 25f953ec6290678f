package io.millrace;

import java.util.concurrent.locks.LockSupport;

/**
 * How long a newcomer goes on trying for a slot that is held. Whoever looks for a proof of life
 * holds the slot for a moment, and so does an owner that has just said that it is closed.
 */
final class SlotPatience {
    private static final long PATIENCE_NS = 20_000_000;
    private static final long PAUSE_NS = 100_000;

    private final long startNs = System.nanoTime();

    /** Pauses before the next try; false when it is time to give up. */
    boolean pause() {
        if (System.nanoTime() - startNs > PATIENCE_NS) {
            return false;
        }
        LockSupport.parkNanos(PAUSE_NS);
        return true;
    }
}
