package io.millrace.examples;

import net.openhft.chronicle.bytes.BytesIn;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.BytesOut;

/** An object of chronicle-bytes: it writes itself into the ring and reads itself from there. */
final class Trade implements BytesMarshallable {
    int instrument;
    long price;
    int pieces;

    Trade set(int newInstrument, long newPrice, int newPieces) {
        instrument = newInstrument;
        price = newPrice;
        pieces = newPieces;
        return this;
    }

    @Override
    public void writeMarshallable(BytesOut<?> bytes) {
        bytes.writeInt(instrument);
        bytes.writeLong(price);
        bytes.writeInt(pieces);
    }

    @Override
    public void readMarshallable(BytesIn<?> bytes) {
        instrument = bytes.readInt();
        price = bytes.readLong();
        pieces = bytes.readInt();
    }
}
