package io.millrace.testkit;

import io.millrace.memory.Memory;

/** Memory for a test of one thread, whose stores are visible at once. */
public final class InstantMemory extends ForwardingMemory {
    public InstantMemory(Memory memory) {
        super(memory);
    }

    @Override
    public void awaitForeignStores() {}
}
