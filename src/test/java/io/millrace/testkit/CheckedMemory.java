package io.millrace.testkit;

import io.millrace.memory.Memory;

/**
 * The channel's words, where an access outside of the file or across two words is an error of the
 * caller instead of a crash.
 */
public class CheckedMemory extends Memory {
    private final Memory memory;
    private final long length;

    /** Over a file of this length. */
    public CheckedMemory(Memory memory, long length) {
        this.memory = memory;
        this.length = length;
    }

    /** Called before each access. */
    protected void check(long offset) {
        if (offset < 0 || offset > length - Long.BYTES || offset % Long.BYTES != 0) {
            throw new AssertionError("access at offset " + offset + " of a file of " + length);
        }
    }

    @Override
    public long addressOf(long offset) {
        check(offset);
        return memory.addressOf(offset);
    }

    @Override
    public long getLong(long offset) {
        check(offset);
        return memory.getLong(offset);
    }

    @Override
    public long getLongAcquire(long offset) {
        check(offset);
        return memory.getLongAcquire(offset);
    }

    @Override
    public long getLongVolatile(long offset) {
        check(offset);
        return memory.getLongVolatile(offset);
    }

    @Override
    public void putLong(long offset, long value) {
        check(offset);
        memory.putLong(offset, value);
    }

    @Override
    public void putLongRelease(long offset, long value) {
        check(offset);
        memory.putLongRelease(offset, value);
    }

    @Override
    public void putLongVolatile(long offset, long value) {
        check(offset);
        memory.putLongVolatile(offset, value);
    }

    @Override
    public boolean compareAndSetLong(long offset, long expected, long value) {
        check(offset);
        return memory.compareAndSetLong(offset, expected, value);
    }

    @Override
    public long getAndAddLong(long offset, long delta) {
        check(offset);
        return memory.getAndAddLong(offset, delta);
    }

    @Override
    public void awaitForeignStores() {
        memory.awaitForeignStores();
    }

    @Override
    public void storeLoadCompilerFence() {
        memory.storeLoadCompilerFence();
    }
}
