package io.millrace.testkit;

import io.millrace.memory.Memory;

/** The channel's words, with a word to a test after each access. */
public final class StepMemory extends Memory {
    /** What a test is told. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called after the access; {@code changes} says whether it may have changed the channel.
         */
        void after(String access, boolean changes);
    }

    private final Memory memory;
    private final Listener listener;

    public StepMemory(Memory memory, Listener listener) {
        this.memory = memory;
        this.listener = listener;
    }

    @Override
    public long addressOf(long offset) {
        return memory.addressOf(offset);
    }

    @Override
    public long getLong(long offset) {
        return loaded(memory.getLong(offset), offset);
    }

    @Override
    public long getLongAcquire(long offset) {
        return loaded(memory.getLongAcquire(offset), offset);
    }

    @Override
    public long getLongVolatile(long offset) {
        return loaded(memory.getLongVolatile(offset), offset);
    }

    @Override
    public void putLong(long offset, long value) {
        memory.putLong(offset, value);
        listener.after("store at " + offset, true);
    }

    @Override
    public void putLongRelease(long offset, long value) {
        memory.putLongRelease(offset, value);
        listener.after("release store at " + offset, true);
    }

    @Override
    public void putLongVolatile(long offset, long value) {
        memory.putLongVolatile(offset, value);
        listener.after("volatile store at " + offset, true);
    }

    @Override
    public boolean compareAndSetLong(long offset, long expected, long value) {
        boolean set = memory.compareAndSetLong(offset, expected, value);
        listener.after("compare-and-set at " + offset, true);
        return set;
    }

    @Override
    public long getAndAddLong(long offset, long delta) {
        long before = memory.getAndAddLong(offset, delta);
        listener.after("addition at " + offset, true);
        return before;
    }

    @Override
    public void awaitForeignStores() {
        memory.awaitForeignStores();
    }

    @Override
    public void storeLoadCompilerFence() {
        memory.storeLoadCompilerFence();
    }

    private long loaded(long value, long offset) {
        listener.after("load at " + offset, false);
        return value;
    }
}
