package io.millrace.codec;

import io.millrace.ChannelFormatException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import net.openhft.chronicle.bytes.ReadBytesMarshallable;
import net.openhft.chronicle.bytes.WriteBytesMarshallable;
import org.agrona.DirectBuffer;

/**
 * {@code Bytes} that is put over one stretch of memory after another, and over nothing in between,
 * so that an object that keeps it cannot write into what is the receiver's. Nothing is allocated
 * for a message.
 *
 * <p>For one thread at a time, which may change.
 */
final class RecordBytes {
    private final MessageBytes bytes = new MessageBytes();

    /**
     * Has the object write itself.
     *
     * @param maxLength how many bytes there are for it.
     * @return how many it wrote.
     * @throws IllegalArgumentException when it needs more.
     */
    int write(WriteBytesMarshallable object, DirectBuffer buffer, int offset, int maxLength) {
        long address = addressOf(buffer, offset, maxLength);
        bytes.cover(address, maxLength);
        try {
            object.writeMarshallable(bytes);
            return (int) bytes.writePosition();
        } catch (RuntimeException e) {
            if (isCausedBy(e, BufferOverflowException.class)) {
                throw new IllegalArgumentException(
                        object.getClass().getName()
                                + " wrote more than the "
                                + maxLength
                                + " bytes claimed for it; a codec and a sender can be given"
                                + " another longest length",
                        e);
            }
            throw e;
        } finally {
            bytes.cover(address, 0);
        }
    }

    /**
     * Has the object read itself; what it leaves unread is passed over.
     *
     * @throws ChannelFormatException when it reads further than the message goes.
     */
    void read(ReadBytesMarshallable object, DirectBuffer buffer, int offset, int length) {
        long address = addressOf(buffer, offset, length);
        bytes.cover(address, length);
        try {
            bytes.writePosition(length);
            object.readMarshallable(bytes);
        } catch (RuntimeException e) {
            if (isCausedBy(e, BufferUnderflowException.class)) {
                throw new ChannelFormatException(
                        "a message of "
                                + length
                                + " bytes was received, too short for "
                                + object.getClass().getName(),
                        e);
            }
            throw e;
        } finally {
            bytes.cover(address, 0);
        }
    }

    private static long addressOf(DirectBuffer buffer, int offset, int length) {
        if (buffer.byteArray() != null) {
            throw new IllegalArgumentException(
                    "marshallable objects are written to memory outside the heap only");
        }
        buffer.boundsCheck(offset, length);
        return buffer.addressOffset() + offset;
    }

    private static boolean isCausedBy(Throwable e, Class<? extends Throwable> kind) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
