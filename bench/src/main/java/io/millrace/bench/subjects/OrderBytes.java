package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;

/** Turns what was received back into the bytes that a handler checks; in the processor's cache. */
final class OrderBytes implements Orders {
    static final int LENGTH = 32;

    private final MessageHandler handler;
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[LENGTH]);

    OrderBytes(MessageHandler handler) {
        this.handler = handler;
    }

    @Override
    public void order(long number, long price, long pieces, long check) {
        bytes.putLong(0, number);
        bytes.putLong(8, price);
        bytes.putLong(16, pieces);
        bytes.putLong(24, check);
        handler.onMessage(bytes, 0, LENGTH);
    }
}
