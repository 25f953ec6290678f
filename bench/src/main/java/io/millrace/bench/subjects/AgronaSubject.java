package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.io.IOException;
import java.util.function.Function;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's ring buffers: mapped across JVMs, outside the heap for threads. */
final class AgronaSubject implements LinkSubject {
    private static final int MESSAGE_TYPE = 1;

    private final String name;
    private final boolean oneSender;
    private final boolean claims;
    private final Function<AtomicBuffer, RingBuffer> rings;

    private AgronaSubject(
            String name,
            boolean oneSender,
            boolean claims,
            Function<AtomicBuffer, RingBuffer> rings) {
        this.name = name;
        this.oneSender = oneSender;
        this.claims = claims;
        this.rings = rings;
    }

    static AgronaSubject manyToOne(String name, boolean claims) {
        return new AgronaSubject(name, false, claims, ManyToOneRingBuffer::new);
    }

    static AgronaSubject oneToOne(String name, boolean claims) {
        return new AgronaSubject(name, true, claims, OneToOneRingBuffer::new);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String settings() {
        return (oneSender ? "OneToOneRingBuffer, " : "ManyToOneRingBuffer, ")
                + (claims ? "tryClaim and commit" : "write")
                + ", read; no bounds checks";
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return senders == 1 || !oneSender;
    }

    @Override
    public Link open(LinkSpec spec) throws IOException {
        RingBuffer ring =
                rings.apply(
                        MappedMemory.open(
                                spec, spec.ringLength() + RingBufferDescriptor.TRAILER_LENGTH));
        return new RingLink(ring, new Message(spec.size()), claims);
    }

    private record RingLink(RingBuffer ring, Message message, boolean claims) implements Link {
        @Override
        public LinkSender sender(int index) {
            if (claims) {
                return this::claim;
            }
            UnsafeBuffer own = new UnsafeBuffer(new byte[message.size()]);
            return stamp -> {
                message.write(own, 0, stamp);
                return ring.write(MESSAGE_TYPE, own, 0, message.size());
            };
        }

        private boolean claim(long stamp) {
            int offset = ring.tryClaim(MESSAGE_TYPE, message.size());
            if (offset < 0) {
                return false;
            }
            message.write(ring.buffer(), offset, stamp);
            ring.commit(offset);
            return true;
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            org.agrona.concurrent.MessageHandler shown =
                    (type, buffer, offset, length) -> handler.onMessage(buffer, offset, length);
            return limit -> ring.read(shown, limit);
        }

        @Override
        public void close() {}
    }
}
