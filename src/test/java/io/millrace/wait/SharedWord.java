package io.millrace.wait;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A 32-bit word in a mapped file. */
final class SharedWord {

    private static final int SIZE = 4096;

    private static final VarHandle INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer buffer;
    private final int offset;
    private final long address;

    private SharedWord(MappedByteBuffer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
        this.address = Pointer.nativeValue(Native.getDirectBufferPointer(buffer)) + offset;
    }

    /** Maps the file, and makes it first if need be. */
    static SharedWord map(Path file) {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return new SharedWord(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Another word of the same file, on a cache line of its own. */
    SharedWord next() {
        return new SharedWord(buffer, offset + 128);
    }

    long address() {
        return address;
    }

    int get() {
        return (int) INT.getVolatile(buffer, offset);
    }

    void set(int value) {
        INT.setVolatile(buffer, offset, value);
    }

    boolean compareAndSet(int expected, int value) {
        return INT.compareAndSet(buffer, offset, expected, value);
    }
}
