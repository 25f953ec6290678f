package io.millrace.bench;

import io.millrace.Batch;
import io.millrace.Channel;
import io.millrace.ChannelOptions;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.WaitStrategy;
import io.millrace.bench.subjects.Message;
import io.millrace.bench.subjects.MessageCheck;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the instructions of a message cost when no cache line moves: one thread sends on a ring and
 * polls it at once. Shows what a trick on the hot path is worth, beside Agrona's ring.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OneThread extends Measured {
    private static final int RING = 1 << 20;
    private static final int SIZE = 32;
    private static final int BATCH = 64;
    private static final int LINE = 64;
    private static final int MESSAGE_TYPE = 1;

    private final Message message = new Message(SIZE);
    private final byte[] bytes = new byte[SIZE];
    private final UnsafeBuffer view = new UnsafeBuffer(bytes);
    private MessageCheck check;
    private Channel channel;
    private Sender<byte[]> tx;
    private Receiver<byte[]> rx;
    private ManyToOneRingBuffer agrona;
    private org.agrona.concurrent.MessageHandler agronaCheck;
    private long number;

    /** Opens both rings; a benchmark uses one of them. */
    @Setup
    public void open() {
        check = new MessageCheck(message, 1);
        channel =
                Channel.inProcess(
                        ChannelOptions.defaults()
                                .capacity(RING)
                                .waitStrategy(WaitStrategy.busySpin()));
        tx = channel.sender(Codec.bytes());
        rx = channel.receiver(Codec.bytes());
        int length = RING + RingBufferDescriptor.TRAILER_LENGTH;
        agrona =
                new ManyToOneRingBuffer(
                        new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, LINE)));
        agronaCheck = (type, buffer, offset, size) -> check.onMessage(buffer, offset, size);
        number = 0;
    }

    /** A message written in place, then polled. */
    @Benchmark
    public int claimAndPoll() {
        try (Claim claim = tx.tryClaim(SIZE)) {
            message.write(claim.buffer(), claim.offset(), number++);
            claim.commit();
        }
        return rx.poll(check, 1);
    }

    /** A byte array sent, then polled. */
    @Benchmark
    public int sendAndPoll() {
        message.write(view, 0, number++);
        tx.send(bytes);
        return rx.poll(check, 1);
    }

    /** One operation is one message of 64 that are claimed at once, then polled at once. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int batchAndPoll() {
        try (Batch batch = tx.tryClaimBatch(BATCH, SIZE)) {
            while (batch.hasRoom()) {
                message.write(batch.buffer(), batch.offset(), number++);
                batch.commit();
            }
        }
        return rx.poll(check, BATCH);
    }

    /** One operation is one message of 64 that are claimed one by one, then polled at once. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int claimsAndPoll() {
        for (int i = 0; i < BATCH; i++) {
            try (Claim claim = tx.tryClaim(SIZE)) {
                message.write(claim.buffer(), claim.offset(), number++);
                claim.commit();
            }
        }
        return rx.poll(check, BATCH);
    }

    /** A look at an empty ring. */
    @Benchmark
    public int emptyPoll() {
        return rx.poll(check, BATCH);
    }

    /** Agrona's ring: a message written in place, then read. */
    @Benchmark
    public int agronaClaimAndPoll() {
        claimOfAgrona();
        return readOfAgrona(1);
    }

    /** Agrona's ring: bytes copied in, then read. */
    @Benchmark
    public int agronaSendAndPoll() {
        message.write(view, 0, number++);
        if (!agrona.write(MESSAGE_TYPE, view, 0, SIZE)) {
            throw new IllegalStateException("the ring is full");
        }
        return readOfAgrona(1);
    }

    /** Agrona's ring: one operation is one message of 64 claimed one by one, then read at once. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int agronaClaimsAndPoll() {
        for (int i = 0; i < BATCH; i++) {
            claimOfAgrona();
        }
        return readOfAgrona(BATCH);
    }

    /** Agrona's ring: a look at an empty one. */
    @Benchmark
    public int agronaEmptyPoll() {
        return agrona.read(agronaCheck, BATCH);
    }

    private void claimOfAgrona() {
        int offset = agrona.tryClaim(MESSAGE_TYPE, SIZE);
        message.write(agrona.buffer(), offset, number++);
        agrona.commit(offset);
    }

    /** A read ends at the end of the ring's memory. */
    private int readOfAgrona(int messages) {
        int count = 0;
        while (count < messages) {
            count += agrona.read(agronaCheck, messages - count);
        }
        return count;
    }

    /** All that was sent has been received. */
    @TearDown
    public void close() {
        channel.close();
        if (check.count(0) != number) {
            throw new IllegalStateException(
                    check.count(0) + " messages arrived of " + number + " that were sent");
        }
    }
}
