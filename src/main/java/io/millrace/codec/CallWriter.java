package io.millrace.codec;

import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.Sender;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes calls into claims: the method's number, then the arguments one behind the other without
 * gaps, little-endian; text and byte arrays behind their length, -1 for null.
 *
 * <p>The length is added up first, so that a call claims what it needs. Used by one thread at a
 * time, as the sender is.
 */
final class CallWriter {
    static final int ID_LENGTH = Long.BYTES;
    static final int LENGTH_LENGTH = Integer.BYTES;
    static final int NULL = -1;
    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private Sender<DirectBuffer> sender;
    private long length;
    private Claim claim;
    private MutableDirectBuffer buffer;
    private int at;

    /** Called once, before the first call. */
    void open(Sender<DirectBuffer> opened) {
        sender = opened;
    }

    void close() {
        sender.close();
    }

    // ---- adding up

    void start(int fixedLength) {
        length = fixedLength;
    }

    void add(String text) {
        if (text != null) {
            length += Integer.toUnsignedLong(Codec.utf8().maxEncodedLength(text));
        }
    }

    void add(byte[] bytes) {
        if (bytes != null) {
            length += bytes.length;
        }
    }

    /** As much more as there may be, up to the longest message. */
    void addUpTo(int most) {
        length = Math.max(length, Math.min(length + most, sender.maxMessageLength()));
    }

    // ---- writing

    /** Nothing that can fail follows the claim: until it returns, nobody would abort it. */
    void claim() {
        claim = sender.claim((int) Math.min(length, Integer.MAX_VALUE));
        buffer = claim.buffer();
        at = claim.offset();
    }

    void put(boolean value) {
        put((byte) (value ? 1 : 0));
    }

    void put(byte value) {
        buffer.putByte(at, value);
        at += Byte.BYTES;
    }

    void put(char value) {
        put((short) value);
    }

    void put(short value) {
        buffer.putShort(at, value, ORDER);
        at += Short.BYTES;
    }

    void put(int value) {
        buffer.putInt(at, value, ORDER);
        at += Integer.BYTES;
    }

    void put(float value) {
        put(Float.floatToRawIntBits(value));
    }

    void put(long value) {
        buffer.putLong(at, value, ORDER);
        at += Long.BYTES;
    }

    void put(double value) {
        put(Double.doubleToRawLongBits(value));
    }

    void put(String text) {
        int lengthAt = at;
        put(NULL);
        if (text != null) {
            int written = Codec.utf8().encode(text, buffer, at);
            buffer.putInt(lengthAt, written, ORDER);
            at += written;
        }
    }

    void put(byte[] bytes) {
        if (bytes == null) {
            put(NULL);
        } else {
            put(bytes.length);
            buffer.putBytes(at, bytes);
            at += bytes.length;
        }
    }

    void put(EnumNames names, Enum<?> constant) {
        put(names.code(constant));
    }

    // ---- for arguments that write themselves

    MutableDirectBuffer buffer() {
        return buffer;
    }

    int at() {
        return at;
    }

    int left() {
        return claim.offset() + claim.length() - at;
    }

    void written(int bytes) {
        at += bytes;
    }

    // ---- ending

    void commit() {
        claim.commit(at - claim.offset());
    }

    /** After a commit nothing is left to do; after an exception the claim is aborted. */
    void end(Throwable failure) {
        claim.close();
    }
}
