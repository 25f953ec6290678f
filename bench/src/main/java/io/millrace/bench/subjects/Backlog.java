package io.millrace.bench.subjects;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Bounds a queue that has no bound of its own: senders reserve many messages at a time, the
 * receiver counts what has come.
 */
final class Backlog {
    private static final int RESERVED = 64;
    private static final int SENT = 128;
    private static final int RECEIVED = 256;
    private static final int LENGTH = 384;

    private final int limit;
    private final UnsafeBuffer counts =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(LENGTH, 64));

    /** No more than about this many messages. */
    Backlog(int limit) {
        this.limit = limit;
    }

    Link.LinkSender limit(Link.LinkSender sender) {
        return new Link.LinkSender() {
            private int left;

            @Override
            public boolean offer(long stamp) {
                if (left == 0 && !reserve()) {
                    return false;
                }
                left = left == 0 ? RESERVED - 1 : left - 1;
                return sender.offer(stamp);
            }
        };
    }

    private boolean reserve() {
        if (counts.getLongVolatile(SENT) - counts.getLongVolatile(RECEIVED) >= limit) {
            return false;
        }
        counts.getAndAddLong(SENT, RESERVED);
        return true;
    }

    Link.LinkReceiver count(Link.LinkReceiver receiver) {
        return limit -> {
            int count = receiver.poll(limit);
            if (count > 0) {
                counts.putLongRelease(RECEIVED, counts.getLong(RECEIVED) + count);
            }
            return count;
        };
    }
}
