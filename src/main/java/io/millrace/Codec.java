package io.millrace;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Turns objects into the bytes of a message and back.
 *
 * <p>A codec is used by many halves at once and keeps no state of a message, unless {@link
 * #forHalf} gives each half one of its own. Values are little-endian on every host that Millrace
 * runs on.
 *
 * @param <T> the type of the objects.
 */
public interface Codec<T> {
    /**
     * How many bytes {@link #encode} will write at most, 0 to the channel's longest message. That
     * much is claimed; what is not used is passed over by the receiver.
     */
    int maxEncodedLength(T message);

    /**
     * Writes the message. An exception from here aborts the claim, and the receiver sees nothing of
     * it.
     *
     * @param buffer to write into, from {@code offset} for at most {@link #maxEncodedLength} bytes;
     *     valid during this call.
     * @return the number of bytes written.
     */
    int encode(T message, MutableDirectBuffer buffer, int offset);

    /**
     * Reads a message; the result is the receiver's own and shares nothing with the buffer. An
     * exception from here leaves the message where it is.
     *
     * @param buffer valid during this call.
     * @return the message, never null.
     */
    T decode(DirectBuffer buffer, int offset, int length);

    /**
     * The codec that a half uses, asked for once when the half is made: this one, or one that keeps
     * state for the thread that uses the half.
     *
     * @param maxMessageLength the channel's longest message in bytes.
     */
    default Codec<T> forHalf(int maxMessageLength) {
        return this;
    }

    /**
     * Strings as UTF-8; a lone surrogate becomes a question mark, as with {@link String#getBytes}.
     */
    static Codec<String> utf8() {
        return Utf8Codec.INSTANCE;
    }

    /** Byte arrays; each received one is fresh. */
    static Codec<byte[]> bytes() {
        return BuiltInCodecs.BYTES;
    }

    /** 64-bit integers, 8 bytes each. */
    static Codec<Long> int64() {
        return BuiltInCodecs.INT64;
    }

    /** Agrona buffers, all of their capacity; each received one is a fresh copy. */
    static Codec<DirectBuffer> direct() {
        return BuiltInCodecs.DIRECT;
    }
}
