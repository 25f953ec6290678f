package io.millrace.testkit;

import io.millrace.memory.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The channel's words in an array, for a checker that follows accesses to the heap only. */
public final class ArrayMemory extends Memory {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words;

    /** Zeros, for a file of this length. */
    public ArrayMemory(long length) {
        words = new long[Math.toIntExact(length / Long.BYTES)];
    }

    private static int index(long offset) {
        return (int) (offset / Long.BYTES);
    }

    @Override
    public long getLong(long offset) {
        return (long) WORD.get(words, index(offset));
    }

    @Override
    public long getLongOpaque(long offset) {
        return (long) WORD.getOpaque(words, index(offset));
    }

    @Override
    public long getLongAcquire(long offset) {
        return (long) WORD.getAcquire(words, index(offset));
    }

    @Override
    public long getLongVolatile(long offset) {
        return (long) WORD.getVolatile(words, index(offset));
    }

    @Override
    public void putLong(long offset, long value) {
        WORD.set(words, index(offset), value);
    }

    @Override
    public void putLongRelease(long offset, long value) {
        WORD.setRelease(words, index(offset), value);
    }

    @Override
    public void putLongVolatile(long offset, long value) {
        WORD.setVolatile(words, index(offset), value);
    }

    @Override
    public boolean compareAndSetLong(long offset, long expected, long value) {
        return WORD.compareAndSet(words, index(offset), expected, value);
    }

    @Override
    public long getAndAddLong(long offset, long delta) {
        return (long) WORD.getAndAdd(words, index(offset), delta);
    }

    /** Stores are visible at once where threads take turns. */
    @Override
    public void awaitForeignStores() {}
}
