package io.millrace.testkit;

import io.millrace.memory.Memory;

/** The channel's words, with a place for a test before and after each access. */
public abstract class ForwardingMemory extends Memory {
    private final Memory memory;

    protected ForwardingMemory(Memory memory) {
        this.memory = memory;
    }

    /** Called before each access, and before each question for an address. */
    protected void before(long offset) {}

    /** Called after each access; {@code changes} says whether it may have changed the channel. */
    protected void after(String access, long offset, boolean changes) {}

    @Override
    public final long addressOf(long offset) {
        before(offset);
        return memory.addressOf(offset);
    }

    @Override
    public final long getLong(long offset) {
        before(offset);
        return loaded(memory.getLong(offset), offset);
    }

    @Override
    public final long getLongOpaque(long offset) {
        before(offset);
        return loaded(memory.getLongOpaque(offset), offset);
    }

    @Override
    public final long getLongAcquire(long offset) {
        before(offset);
        return loaded(memory.getLongAcquire(offset), offset);
    }

    @Override
    public final long getLongVolatile(long offset) {
        before(offset);
        return loaded(memory.getLongVolatile(offset), offset);
    }

    private long loaded(long value, long offset) {
        after("load", offset, false);
        return value;
    }

    @Override
    public final void putLong(long offset, long value) {
        before(offset);
        memory.putLong(offset, value);
        after("store", offset, true);
    }

    @Override
    public final void putLongRelease(long offset, long value) {
        before(offset);
        memory.putLongRelease(offset, value);
        after("release store", offset, true);
    }

    @Override
    public final void putLongVolatile(long offset, long value) {
        before(offset);
        memory.putLongVolatile(offset, value);
        after("volatile store", offset, true);
    }

    @Override
    public final boolean compareAndSetLong(long offset, long expected, long value) {
        before(offset);
        boolean set = memory.compareAndSetLong(offset, expected, value);
        after("compare-and-set", offset, true);
        return set;
    }

    @Override
    public final long getAndAddLong(long offset, long delta) {
        before(offset);
        long old = memory.getAndAddLong(offset, delta);
        after("addition", offset, true);
        return old;
    }

    @Override
    public void awaitForeignStores() {
        memory.awaitForeignStores();
    }
}
