package io.millrace.memory;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Copies of a few dozen bytes, for which the call of the general copy costs more than the copy. The
 * last word, or block of words, ends with the array and may overlap the one before it, as in the C
 * library's {@code memcpy}, so that nothing is copied byte by byte that has a word.
 */
public final class SmallCopy {
    private static final int LONGEST = 128;
    private static final int BLOCK = 4 * Long.BYTES;
    private static final long BASE = UnsafeApi.arrayBaseOffset(byte[].class);

    private SmallCopy() {}

    /**
     * Copies a whole array into a buffer; whether it has room is checked as Agrona does, unless
     * that is told not to.
     */
    public static void copy(byte[] from, MutableDirectBuffer to, int offset) {
        int length = from.length;
        if (length > LONGEST || to.byteArray() != null) {
            to.putBytes(offset, from, 0, length);
            return;
        }
        if (DirectBuffer.SHOULD_BOUNDS_CHECK) {
            to.boundsCheck(offset, length);
        }
        long address = to.addressOffset() + offset;
        if (length >= BLOCK) {
            int last = length - BLOCK;
            for (int i = 0; i < last; i += BLOCK) {
                copyBlock(from, i, address + i);
            }
            copyBlock(from, last, address + last);
        } else if (length >= Long.BYTES) {
            int last = length - Long.BYTES;
            for (int i = 0; i < last; i += Long.BYTES) {
                UnsafeApi.putLong(null, address + i, UnsafeApi.getLong(from, BASE + i));
            }
            UnsafeApi.putLong(null, address + last, UnsafeApi.getLong(from, BASE + last));
        } else {
            for (int i = 0; i < length; i++) {
                UnsafeApi.putByte(null, address + i, from[i]);
            }
        }
    }

    private static void copyBlock(byte[] from, int index, long address) {
        long at = BASE + index;
        UnsafeApi.putLong(null, address, UnsafeApi.getLong(from, at));
        UnsafeApi.putLong(null, address + 8, UnsafeApi.getLong(from, at + 8));
        UnsafeApi.putLong(null, address + 16, UnsafeApi.getLong(from, at + 16));
        UnsafeApi.putLong(null, address + 24, UnsafeApi.getLong(from, at + 24));
    }
}
