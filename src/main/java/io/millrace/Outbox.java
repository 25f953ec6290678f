package io.millrace;

import io.millrace.layout.RecordLayout;
import io.millrace.ring.RingProducer;
import java.util.Arrays;

/**
 * Collects messages until they are worth a claim, and sends them by as few claims as the room in
 * the ring allows. For the thread that uses the sender.
 */
final class Outbox<T> {
    private static final int MESSAGES = 64;

    private final SenderHalf half;
    private final Codec<T> codec;
    private final int maxExtent;
    private final Object[] messages = new Object[MESSAGES];
    private final int[] lengths = new int[MESSAGES];
    private int count;
    private int extent;

    Outbox(SenderHalf half, Codec<T> codec, int maxExtent) {
        this.half = half;
        this.codec = codec;
        this.maxExtent = maxExtent;
    }

    /** Sends them all. When one can't be had or encoded, those before it are sent. */
    void sendAll(Iterable<? extends T> all) {
        try {
            for (T message : all) {
                add(message, half.checkedLength(codec.maxEncodedLength(message)));
            }
            flush();
        } catch (Throwable e) {
            flushBefore(e);
            throw e;
        } finally {
            Arrays.fill(messages, null);
        }
    }

    private void flushBefore(Throwable failure) {
        try {
            flush();
        } catch (MillraceException e) {
            failure.addSuppressed(e);
        }
    }

    private void add(T message, int length) {
        int more = RecordLayout.extent(length);
        if (count == MESSAGES || extent + more > maxExtent) {
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
            put(from, to, position);
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
    private void put(int from, int to, long position) {
        long at = position;
        try {
            for (int i = from; i < to; i++) {
                at = half.putAt(at, (T) messages[i], lengths[i], codec);
            }
        } finally {
            half.endExtent(at);
        }
    }
}
