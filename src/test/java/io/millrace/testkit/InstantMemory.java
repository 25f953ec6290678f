package io.millrace.testkit;

import io.millrace.memory.Memory;

/** Memory for a test of one thread, whose stores are visible at once. */
public final class InstantMemory extends CheckedMemory {
    /** Over memory that is never read past its end. */
    public InstantMemory(Memory memory) {
        super(memory, Long.MAX_VALUE);
    }

    @Override
    public void awaitForeignStores() {}
}
