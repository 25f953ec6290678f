package io.millrace.bench.subjects;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of a message, the same for every subject. All of them are written: words that follow
 * from the stamp in a small message; a copy of a pattern, with the stamp at both ends, in a large
 * one. The reader looks at the length, at both ends, and in a large message at the middle.
 */
public final class Message {
    private static final int COMMON = 32;
    private static final int LARGEST_BY_WORDS = 256;
    private static final int NUMBER_BITS = 48;

    private final int size;
    private final UnsafeBuffer pattern;

    /**
     * Messages of this size.
     *
     * @param size in bytes, a multiple of 8 from 8.
     */
    public Message(int size) {
        if (size < 8 || size % 8 != 0) {
            throw new IllegalArgumentException(
                    "a message of " + size + " bytes: expected a multiple of 8");
        }
        this.size = size;
        pattern = new UnsafeBuffer(new byte[size > LARGEST_BY_WORDS ? size : 0]);
        for (int offset = 0; offset < pattern.capacity(); offset += 8) {
            pattern.putLong(offset, offset * 0x9E3779B97F4A7C15L);
        }
    }

    /** The stamp of a sender's message with this number. */
    public static long stamp(int sender, long number) {
        return (long) sender << NUMBER_BITS | number;
    }

    /** Whose message it is. */
    public static int sender(long stamp) {
        return (int) (stamp >>> NUMBER_BITS);
    }

    /** Which of its sender's messages it is, from 0. */
    public static long number(long stamp) {
        return stamp & ((1L << NUMBER_BITS) - 1);
    }

    /** Length in bytes. */
    public int size() {
        return size;
    }

    /** Writes all bytes of a message. */
    public void write(MutableDirectBuffer buffer, int offset, long stamp) {
        if (size == COMMON) {
            buffer.putLong(offset, stamp);
            buffer.putLong(offset + 8, stamp + 8);
            buffer.putLong(offset + 16, stamp + 16);
            buffer.putLong(offset + 24, ~stamp);
        } else if (size <= LARGEST_BY_WORDS) {
            for (int i = 8; i < size - 8; i += 8) {
                buffer.putLong(offset + i, stamp + i);
            }
            if (size > 8) {
                buffer.putLong(offset + size - 8, ~stamp);
            }
            buffer.putLong(offset, stamp);
        } else {
            buffer.putBytes(offset, pattern, 0, size);
            buffer.putLong(offset, stamp);
            buffer.putLong(offset + size - 8, ~stamp);
        }
    }

    /**
     * The stamp of a message.
     *
     * @throws IllegalStateException when it is not as it was written.
     */
    public long read(DirectBuffer buffer, int offset, int length) {
        long stamp = buffer.getLong(offset);
        if (length != size
                || (size > 8 && buffer.getLong(offset + size - 8) != ~stamp)
                || (size > LARGEST_BY_WORDS && !hasMiddle(buffer, offset))) {
            throw new IllegalStateException(
                    "message "
                            + number(stamp)
                            + " of sender "
                            + sender(stamp)
                            + " is damaged: "
                            + length
                            + " bytes arrived");
        }
        return stamp;
    }

    private boolean hasMiddle(DirectBuffer buffer, int offset) {
        int middle = size / 2 & -8;
        return buffer.getLong(offset + middle) == pattern.getLong(middle);
    }
}
