package io.millrace.codec;

import java.util.Arrays;
import net.openhft.chronicle.bytes.BytesIn;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.BytesOut;

/** A marshallable object of any length from 12 bytes on. */
public final class Parcel implements BytesMarshallable {
    static final int OVERHEAD = Long.BYTES + Integer.BYTES;

    long number;
    byte[] content;

    /** Without content, to be read into. */
    public Parcel() {}

    Parcel(long number, byte[] content) {
        this.number = number;
        this.content = content;
    }

    /** A parcel of this encoded length, whose content depends on its number. */
    static Parcel ofLength(int length, long number) {
        byte[] content = new byte[length - OVERHEAD];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (number * 31 + i);
        }
        return new Parcel(number, content);
    }

    @Override
    public void writeMarshallable(BytesOut<?> bytes) {
        bytes.writeLong(number);
        bytes.writeInt(content.length);
        bytes.write(content);
    }

    @Override
    public void readMarshallable(BytesIn<?> bytes) {
        number = bytes.readLong();
        int length = bytes.readInt();
        if (content == null || content.length != length) {
            content = new byte[length];
        }
        bytes.read(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parcel parcel
                && number == parcel.number
                && Arrays.equals(content, parcel.content);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return "Parcel[" + number + ", " + (content == null ? "none" : content.length) + "]";
    }
}
