package io.millrace.codec;

import io.millrace.ChannelFormatException;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * Reads the arguments of a call as {@link CallWriter} wrote them, and nothing beyond the message.
 * Used by one thread at a time, as the receiver is.
 */
final class CallReader {
    private DirectBuffer buffer;
    private int at;
    private int end;

    /** Begins a message; returns the number of its method. */
    long begin(DirectBuffer message, int offset, int length) {
        buffer = message;
        at = offset;
        end = offset + length;
        return getLong();
    }

    boolean getBoolean() {
        return getByte() != 0;
    }

    byte getByte() {
        return buffer.getByte(take(Byte.BYTES));
    }

    char getChar() {
        return (char) getShort();
    }

    short getShort() {
        return buffer.getShort(take(Short.BYTES), CallWriter.ORDER);
    }

    int getInt() {
        return buffer.getInt(take(Integer.BYTES), CallWriter.ORDER);
    }

    float getFloat() {
        return Float.intBitsToFloat(getInt());
    }

    long getLong() {
        return buffer.getLong(take(Long.BYTES), CallWriter.ORDER);
    }

    double getDouble() {
        return Double.longBitsToDouble(getLong());
    }

    String getString() {
        byte[] bytes = getBytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    byte[] getBytes() {
        int length = getInt();
        if (length == CallWriter.NULL) {
            return null;
        }
        int from = take(length);
        byte[] bytes = new byte[length];
        buffer.getBytes(from, bytes);
        return bytes;
    }

    Enum<?> getEnum(EnumNames names) {
        return names.constant(getInt());
    }

    DirectBuffer buffer() {
        return buffer;
    }

    /** Passes over this many bytes; returns where they begin. */
    int take(int length) {
        int from = at;
        if (length < 0 || length > end - from) {
            throw new ChannelFormatException(
                    "a call was received whose arguments end after "
                            + (end - from)
                            + " bytes where "
                            + length
                            + " were expected");
        }
        at = from + length;
        return from;
    }

    void requireEnd() {
        if (at != end) {
            throw new ChannelFormatException(
                    "a call was received with " + (end - at) + " bytes more than its arguments");
        }
    }
}
