package io.millrace.memory;

import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/** Copies of a few dozen bytes, for which the call of the general copy costs more than the copy. */
public final class SmallCopy {
    private static final int LONGEST = 128;
    private static final long BASE = UnsafeApi.arrayBaseOffset(byte[].class);

    private SmallCopy() {}

    /** Copies a whole array into a buffer, which is checked to have room for it. */
    public static void copy(byte[] from, MutableDirectBuffer to, int offset) {
        int length = from.length;
        if (length > LONGEST || to.byteArray() != null) {
            to.putBytes(offset, from, 0, length);
            return;
        }
        to.boundsCheck(offset, length);
        long address = to.addressOffset() + offset;
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            UnsafeApi.putLong(null, address + i, UnsafeApi.getLong(from, BASE + i));
        }
        for (; i < length; i++) {
            UnsafeApi.putByte(null, address + i, from[i]);
        }
    }
}
