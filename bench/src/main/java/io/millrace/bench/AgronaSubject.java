package io.millrace.bench;

import io.millrace.MessageHandler;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's many-to-one ring buffer: tryClaim and commit, read. */
final class AgronaSubject implements Subject {
    private static final int MESSAGE_TYPE = 1;
    private static final int ALIGNMENT = 4096;

    private final ManyToOneRingBuffer ring;
    private final org.agrona.concurrent.MessageHandler handler;

    AgronaSubject(MessageHandler handler) {
        this.handler = (type, buffer, offset, length) -> handler.onMessage(buffer, offset, length);
        ring =
                new ManyToOneRingBuffer(
                        new UnsafeBuffer(
                                BufferUtil.allocateDirectAligned(
                                        RING_LENGTH + RingBufferDescriptor.TRAILER_LENGTH,
                                        ALIGNMENT)));
    }

    @Override
    public boolean offer(long sequence) {
        int offset = ring.tryClaim(MESSAGE_TYPE, MESSAGE_LENGTH);
        if (offset < 0) {
            return false;
        }
        Subject.write(ring.buffer(), offset, sequence);
        ring.commit(offset);
        return true;
    }

    @Override
    public int poll(int limit) {
        return ring.read(handler, limit);
    }

    @Override
    public void close() {}
}
