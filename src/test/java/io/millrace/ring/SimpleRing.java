package io.millrace.ring;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.Memory;
import io.millrace.testkit.ArrayMemory;

/**
 * The real ring on an array, with operations that {@link SimpleQueue} has too. A message is a
 * number that stands in the first and in the last word of its payload.
 */
final class SimpleRing {
    /** Nothing was there to receive. */
    static final long EMPTY = -1;

    static final int CAPACITY = FileLayout.MIN_CAPACITY;

    /** Near the end of the lap, so that the first messages have to wrap. */
    static final int START = CAPACITY - 3 * RecordLayout.ALIGNMENT;

    /** After these bytes consumed the receiver gives them back by itself. */
    static final int GIVES_BACK_AFTER = CAPACITY / 4;

    /** More than there are threads; senders are numbered from 0, their slots from 1. */
    static final int SENDERS = 5;

    static final int ONLY_SENDER = 0;

    /** Payload lengths: two long ones and the wrap padding fill the ring. */
    public enum Length {
        SHORT(8),
        MEDIUM(200),
        LONG(480);

        final int bytes;

        Length(int bytes) {
            this.bytes = bytes;
        }
    }

    private static final long SALT = 0x5EED_0F_5A17L;

    private final FileLayout layout = new FileLayout(CAPACITY, SENDERS);
    private final Memory memory = new ArrayMemory(layout.fileLength());
    private final RingProducer[] producers = new RingProducer[SENDERS];
    private final long[] sent = new long[SENDERS];
    private final RingConsumer consumer;

    SimpleRing() {
        memory.putLong(ClaimWord.OFFSET, START);
        memory.putLong(CounterLayout.CONSUMER_CURSOR, START);
        for (int sender = 0; sender < SENDERS; sender++) {
            producers[sender] = new RingProducer(memory, layout, SALT, sender + 1);
        }
        consumer = new RingConsumer(memory, layout, SALT, TestOwners.LIVING);
    }

    /** Sends a sender's next number; false when the ring is full. */
    boolean send(int sender, Length claimed, Length length) {
        RingProducer producer = producers[sender];
        long position = tryClaim(producer, claimed.bytes);
        if (position == RingProducer.FULL) {
            return false;
        }
        long number = 100L * sender + ++sent[sender];
        long payload = layout.record(position) + RecordLayout.HEADER_LENGTH;
        memory.putLong(payload, number);
        memory.putLong(payload + length.bytes - Long.BYTES, number);
        producer.commit(claimed.bytes, length.bytes);
        return true;
    }

    /** As a sender does it. */
    static long tryClaim(RingProducer producer, int length) {
        long position = producer.tryExtentAtOnce(RecordLayout.extent(length));
        return position >= 0 ? position : producer.tryClaim(length);
    }

    /** Claims and aborts; false when the ring is full. */
    boolean abort(int sender, Length claimed) {
        if (producers[sender].tryClaim(claimed.bytes) == RingProducer.FULL) {
            return false;
        }
        producers[sender].abort(claimed.bytes);
        return true;
    }

    /**
     * The next number, or {@link #EMPTY} when nothing was claimed; waits for the stamp of what was.
     */
    long receive() {
        while (!consumer.next()) {
            if (SoleMode.producerCursor(memory, layout) == consumer.position()) {
                return EMPTY;
            }
        }
        long payload = layout.ringOffset() + consumer.offset();
        long number = memory.getLong(payload);
        if (memory.getLong(payload + consumer.length() - Long.BYTES) != number) {
            throw new IllegalStateException("torn message at " + consumer.position());
        }
        consumer.advance();
        if (consumer.isMuch(consumer.position())) {
            consumer.publish();
        }
        return number;
    }

    /** Tells a sender that it is alone, as the heartbeat does; it may be wrong by then. */
    void setAlone(int sender) {
        producers[sender].setAlone(true);
    }

    /** Gives what was consumed back to the senders. */
    void giveBack() {
        consumer.publish();
    }
}
