package io.millrace.testkit;

import io.millrace.liveness.DeathProof;

/** Holds of slots, with a word to a test after each. */
public record StepProof(DeathProof proof, StepMemory.Listener listener) implements DeathProof {
    @Override
    public boolean tryHold(int slot) {
        boolean held = proof.tryHold(slot);
        listener.after("hold of slot " + slot, true);
        return held;
    }

    @Override
    public void release(int slot) {
        proof.release(slot);
        listener.after("release of slot " + slot, true);
    }

    @Override
    public boolean isHeld(int slot) {
        return proof.isHeld(slot);
    }

    @Override
    public void close() {
        proof.close();
    }
}
