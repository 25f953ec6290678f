package io.millrace.liveness;

/**
 * Certainty about who lives: every slot has a hold that its owner keeps for life and that ends with
 * its process, never before. Whoever gets a hold knows that no thread of the former owner can store
 * any more, and keeps everybody else from taking the slot. Thread-safe.
 */
public interface DeathProof extends AutoCloseable {
    /** Takes a slot's hold; false when its owner lives or somebody else holds it. Never waits. */
    boolean tryHold(int slot);

    /** Gives a hold back; nothing happens where there is none. */
    void release(int slot);

    /**
     * Whether somebody holds the slot, here or elsewhere; may say so of a hold that ends at this
     * moment.
     */
    boolean isHeld(int slot);

    /** Gives all holds back. */
    @Override
    void close();
}
