package io.millrace.liveness;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * {@link DeathProof} for a channel that only threads of this process use: it ends with all of them.
 */
public final class LocalHolds implements DeathProof {
    private final AtomicIntegerArray holds;

    /** For slots 0 to {@code maxSenders}. */
    public LocalHolds(int maxSenders) {
        holds = new AtomicIntegerArray(maxSenders + 1);
    }

    @Override
    public boolean tryHold(int slot) {
        return holds.compareAndSet(slot, 0, 1);
    }

    @Override
    public void release(int slot) {
        holds.set(slot, 0);
    }

    @Override
    public boolean isHeld(int slot) {
        return holds.get(slot) != 0;
    }

    @Override
    public void close() {
        for (int slot = 0; slot < holds.length(); slot++) {
            release(slot);
        }
    }
}
