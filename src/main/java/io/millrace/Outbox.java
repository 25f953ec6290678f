package io.millrace;

import io.millrace.layout.RecordLayout;
import io.millrace.memory.Padded;
import io.millrace.ring.RingProducer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Sends objects by a codec: one by one, or many by as few claims as the room in the ring allows.
 * For the thread that uses the sender.
 */
final class Outbox<T> extends Padded {
    private static final int MESSAGES = 64;

    private final SenderHalf half;
    private final SenderRing ring;
    private final Codec<T> codec;
    private final Object[] messages = new Object[MESSAGES];
    private final int[] lengths = new int[MESSAGES];
    private int count;
    private int extent;

    Outbox(SenderHalf half, Codec<T> codec) {
        this.half = half;
        this.ring = half.ring();
        this.codec = codec;
    }

    void send(T message) {
        // A local, since a field would be loaded again after each fence.
        SenderRing sender = ring;
        sender.enter();
        try {
            if (!sender.sendAtOnce(message, codec)) {
                sendSlowly(message, Deadlines.NEVER);
            }
        } finally {
            sender.exit();
        }
    }

    boolean trySend(T message) {
        ring.enter();
        try {
            return ring.sendAtOnce(message, codec) || trySendSlowly(message);
        } finally {
            ring.exit();
        }
    }

    boolean send(T message, Duration timeout) {
        ring.enter();
        try {
            long deadlineNs = Deadlines.after(timeout);
            return ring.sendAtOnce(message, codec) || sendSlowly(message, deadlineNs);
        } finally {
            ring.exit();
        }
    }

    private boolean trySendSlowly(T message) {
        int length = half.checkedLength(ring.refusedLength());
        return putIfClaimed(half.tryClaim(length), message, length);
    }

    private boolean sendSlowly(T message, long deadlineNs) {
        int length = half.checkedLength(ring.refusedLength());
        return putIfClaimed(half.claimWithin(length, deadlineNs), message, length);
    }

    private boolean putIfClaimed(long position, T message, int length) {
        if (position < 0) {
            return false;
        }
        ring.put(position, message, length, codec);
        return true;
    }

    private int length(T message) {
        return half.checkedLength(codec.maxEncodedLength(message));
    }

    /** Sends them all. When one can't be had or encoded, those before it are sent. */
    void sendAll(Iterable<? extends T> all) {
        ring.enter();
        try {
            collect(all);
        } finally {
            Arrays.fill(messages, null);
            ring.exit();
        }
    }

    private void collect(Iterable<? extends T> all) {
        try {
            if (all instanceof RandomAccess && all instanceof List<? extends T> list) {
                for (int i = 0; i < list.size(); i++) {
                    add(list.get(i));
                }
            } else {
                for (T message : all) {
                    add(message);
                }
            }
            flush();
        } catch (Throwable e) {
            flushBefore(e);
            throw e;
        }
    }

    private void flushBefore(Throwable failure) {
        try {
            flush();
        } catch (MillraceException e) {
            failure.addSuppressed(e);
        }
    }

    private void add(T message) {
        int length = length(message);
        int more = RecordLayout.extent(length);
        if (count == MESSAGES || extent + more > half.maxExtent()) {
            flush();
        }
        messages[count] = message;
        lengths[count] = length;
        count++;
        extent += more;
    }

    private void flush() {
        int end = count;
        count = 0;
        extent = 0;
        int from = 0;
        while (from < end) {
            int to = end;
            long position = claim(from, to);
            while (position == RingProducer.FULL) {
                to = from + (to - from) / 2;
                position = claim(from, to);
            }
            putAll(from, to, position);
            from = to;
        }
    }

    /** Waits for room only when it is for one. */
    private long claim(int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += RecordLayout.extent(lengths[i]);
        }
        return half.claimExtent(sum, to - from == 1);
    }

    @SuppressWarnings("unchecked")
    private void putAll(int from, int to, long position) {
        long at = position;
        long bytes = 0;
        int i = from;
        try {
            while (i < to) {
                T message = (T) messages[i];
                int length = half.claimMemory().encode(at, message, lengths[i], codec);
                at = half.commitAt(at, length);
                bytes += length;
                i++;
            }
        } finally {
            half.endExtent(at, i - from, bytes);
        }
    }
}
