package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import org.agrona.DirectBuffer;

/**
 * Counts messages and refuses one that is damaged or out of its sender's sequence; for one thread.
 */
public final class MessageCheck implements MessageHandler {
    // In the middle of an array, so that its cache lines hold nothing of a sender's.
    private static final int FIRST = 16;

    private final Message message;
    private final int senders;
    private final long[] next;

    /** Expects messages of so many senders. */
    public MessageCheck(Message message, int senders) {
        this.message = message;
        this.senders = senders;
        next = new long[FIRST + senders + FIRST];
    }

    @Override
    public void onMessage(DirectBuffer buffer, int offset, int length) {
        long stamp = message.read(buffer, offset, length);
        int sender = Message.sender(stamp);
        if (sender >= senders || Message.number(stamp) != next[FIRST + sender]) {
            throw outOfSequence(stamp);
        }
        next[FIRST + sender]++;
    }

    private IllegalStateException outOfSequence(long stamp) {
        int sender = Message.sender(stamp);
        return new IllegalStateException(
                "got message %d of sender %d in place of %s"
                        .formatted(
                                Message.number(stamp),
                                sender,
                                sender < senders ? next[FIRST + sender] : "one that there is"));
    }

    /** How many messages of this sender have come so far. */
    public long count(int sender) {
        return next[FIRST + sender];
    }
}
