package io.millrace.testkit;

import io.millrace.memory.Memory;

/** The channel's words, with a word to a test after each access. */
public final class StepMemory extends ForwardingMemory {
    /** What a test is told. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called after the access; {@code changes} says whether it may have changed the channel.
         */
        void after(String access, boolean changes);
    }

    private final Listener listener;

    public StepMemory(Memory memory, Listener listener) {
        super(memory);
        this.listener = listener;
    }

    @Override
    protected void after(String access, long offset, boolean changes) {
        listener.after(access + " at " + offset, changes);
    }
}
