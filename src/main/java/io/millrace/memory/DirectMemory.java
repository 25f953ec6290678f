package io.millrace.memory;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

/**
 * {@link Memory} over a direct or mapped buffer, by address and without bounds checks: the offsets
 * come from the layout classes, which are computed from a header that was checked against the
 * length of the file.
 *
 * <p>Holds the buffer, so the memory stays mapped for as long as this object is reachable.
 * Thread-safe as far as the called method's name says.
 */
public final class DirectMemory extends Memory {
    private final ByteBuffer buffer;
    private final long address;

    /** Wraps a direct buffer whose address is a multiple of eight. */
    public DirectMemory(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("a direct buffer is needed");
        }
        this.buffer = buffer;
        this.address = BufferUtil.address(buffer);
    }

    /** The buffer underneath. */
    public ByteBuffer buffer() {
        return buffer;
    }

    @Override
    public long addressOf(long offset) {
        return address + offset;
    }

    @Override
    public boolean hasAddresses() {
        return true;
    }

    @Override
    public long placeOf(long offset) {
        return address + offset;
    }

    @Override
    public long getLong(long offset) {
        return UnsafeApi.getLong(null, address + offset);
    }

    @Override
    public long getLongOpaque(long offset) {
        return UnsafeApi.getLongOpaque(null, address + offset);
    }

    @Override
    public long getLongAcquire(long offset) {
        return UnsafeApi.getLongAcquire(null, address + offset);
    }

    @Override
    public long getLongVolatile(long offset) {
        return UnsafeApi.getLongVolatile(null, address + offset);
    }

    @Override
    public void putLong(long offset, long value) {
        UnsafeApi.putLong(null, address + offset, value);
    }

    @Override
    public void putLongRelease(long offset, long value) {
        UnsafeApi.putLongRelease(null, address + offset, value);
    }

    @Override
    public void putLongVolatile(long offset, long value) {
        UnsafeApi.putLongVolatile(null, address + offset, value);
    }

    @Override
    public boolean compareAndSetLong(long offset, long expected, long value) {
        return UnsafeApi.compareAndSetLong(null, address + offset, expected, value);
    }

    @Override
    public long getAndAddLong(long offset, long delta) {
        return UnsafeApi.getAndAddLong(null, address + offset, delta);
    }

    @Override
    public void awaitForeignStores() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < STORE_GRACE_NS) {
            LockSupport.parkNanos(STORE_GRACE_NS);
        }
    }
}
