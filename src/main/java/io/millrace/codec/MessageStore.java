package io.millrace.codec;

import java.nio.BufferUnderflowException;
import net.openhft.chronicle.bytes.PointerBytesStore;

/**
 * The memory of a message as others get it from {@link MessageBytes}, to copy out of it: every read
 * is checked, and it says that it is not direct, so that none goes by its address. The store of
 * chronicle-bytes checks nothing and leaves that to the {@code Bytes} over it, which those who copy
 * go around.
 *
 * <p>For one thread at a time.
 */
final class MessageStore extends PointerBytesStore {
    MessageStore() {
        singleThreadedCheckDisabled(true);
    }

    private long checked(long offset, int length) {
        if (offset < 0 || offset > capacity() - length) {
            throw new BufferUnderflowException();
        }
        return offset;
    }

    @Override
    public boolean isDirectMemory() {
        return false;
    }

    @Override
    public boolean canReadDirect(long length) {
        return false;
    }

    @Override
    public byte readByte(long offset) {
        return super.readByte(checked(offset, Byte.BYTES));
    }

    @Override
    public short readShort(long offset) {
        return super.readShort(checked(offset, Short.BYTES));
    }

    @Override
    public int readInt(long offset) {
        return super.readInt(checked(offset, Integer.BYTES));
    }

    @Override
    public long readLong(long offset) {
        return super.readLong(checked(offset, Long.BYTES));
    }

    @Override
    public float readFloat(long offset) {
        return super.readFloat(checked(offset, Float.BYTES));
    }

    @Override
    public double readDouble(long offset) {
        return super.readDouble(checked(offset, Double.BYTES));
    }
}
