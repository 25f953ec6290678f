package io.millrace.bench;

import io.millrace.MessageHandler;
import org.agrona.DirectBuffer;

/** Counts messages and refuses one that is out of sequence; for one thread. */
final class SequenceCheck implements MessageHandler {
    private static final int NEXT = 16;

    // In the middle of an array, so that its cache lines hold nothing of the sender's.
    private final long[] padded = new long[2 * NEXT + 1];

    @Override
    public void onMessage(DirectBuffer buffer, int offset, int length) {
        long sequence = Subject.read(buffer, offset, length);
        if (sequence != padded[NEXT]) {
            throw new IllegalStateException(
                    "got message " + sequence + " in place of " + padded[NEXT]);
        }
        padded[NEXT] = sequence + 1;
    }

    /** How many messages have come so far. */
    long count() {
        return padded[NEXT];
    }
}
