package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the hardware can do for small messages one way: a ring of cache lines, one a message, stored
 * with a stamp by one sender. Nobody else can send, nothing is counted, nobody notices a death.
 */
final class FloorRingSubject implements LinkSubject {
    private static final int LINE = 64;

    @Override
    public String name() {
        return Subjects.FLOOR + "-ring";
    }

    @Override
    public String settings() {
        return "a cache line a message, stamped by the only sender, read in order; no life cycle";
    }

    @Override
    public boolean isPeer() {
        return false;
    }

    @Override
    public Set<CaseKind> cases() {
        return EnumSet.of(CaseKind.THROUGHPUT);
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return senders == 1 && size <= LINE - Long.BYTES;
    }

    @Override
    public Link open(LinkSpec spec) throws IOException {
        int length = spec.ringLength();
        UnsafeBuffer memory = MappedMemory.open(spec, length + 2 * LINE);
        return new RingLink(memory, length, new Message(spec.size()));
    }

    private record RingLink(UnsafeBuffer memory, int length, Message message) implements Link {
        @Override
        public LinkSender sender(int index) {
            return new RingSender(memory, length, message);
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            return new RingReceiver(memory, length, message, handler);
        }

        @Override
        public void close() {}
    }

    private static final class RingSender implements Link.LinkSender {
        private final UnsafeBuffer memory;
        private final int length;
        private final Message message;
        private long position;
        private long read;

        RingSender(UnsafeBuffer memory, int length, Message message) {
            this.memory = memory;
            this.length = length;
            this.message = message;
        }

        @Override
        public boolean offer(long stamp) {
            if (position - read == length) {
                read = memory.getLongAcquire(length);
                if (position - read == length) {
                    return false;
                }
            }
            int line = (int) position & (length - 1);
            position += LINE;
            message.write(memory, line + Long.BYTES, stamp);
            memory.putLongRelease(line, position);
            return true;
        }
    }

    private static final class RingReceiver implements Link.LinkReceiver {
        private final UnsafeBuffer memory;
        private final int length;
        private final Message message;
        private final MessageHandler handler;
        private long position;

        RingReceiver(UnsafeBuffer memory, int length, Message message, MessageHandler handler) {
            this.memory = memory;
            this.length = length;
            this.message = message;
            this.handler = handler;
        }

        @Override
        public int poll(int limit) {
            int count = 0;
            int line = (int) position & (length - 1);
            while (count < limit && memory.getLongAcquire(line) == position + LINE) {
                handler.onMessage(memory, line + Long.BYTES, message.size());
                position += LINE;
                line = (int) position & (length - 1);
                count++;
            }
            if (count > 0) {
                memory.putLongRelease(length, position);
            }
            return count;
        }
    }
}
