package io.millrace.bench.subjects;

import net.openhft.chronicle.bytes.BytesIn;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.BytesOut;

/** A {@link Message} of 32 bytes as an object of chronicle-bytes. */
final class Order implements BytesMarshallable {
    private long number;
    private long price;
    private long pieces;
    private long check;

    Order set(long stamp) {
        number = stamp;
        price = stamp + 8;
        pieces = stamp + 16;
        check = ~stamp;
        return this;
    }

    void passTo(Orders orders) {
        orders.order(number, price, pieces, check);
    }

    @Override
    public void writeMarshallable(BytesOut<?> bytes) {
        bytes.writeLong(number);
        bytes.writeLong(price);
        bytes.writeLong(pieces);
        bytes.writeLong(check);
    }

    @Override
    public void readMarshallable(BytesIn<?> bytes) {
        number = bytes.readLong();
        price = bytes.readLong();
        pieces = bytes.readLong();
        check = bytes.readLong();
    }
}
