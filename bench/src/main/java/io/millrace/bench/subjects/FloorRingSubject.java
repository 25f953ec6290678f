package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the hardware can do for small messages one way: a ring of cache lines, one a message, each
 * stored with a stamp. One sender has the ring to itself; two threads claim their lines by
 * compare-and-set of one cursor. Nothing is counted, nobody notices a death.
 */
final class FloorRingSubject implements LinkSubject {
    private static final int LINE = 64;

    @Override
    public String name() {
        return Subjects.FLOOR + "-ring";
    }

    @Override
    public String settings() {
        return "a cache line a message, stamped by the only sender, or claimed by compare-and-set"
                + " where there are several, read in order; no life cycle";
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
        return size <= LINE - Long.BYTES
                && (senders == 1 || (senders == 2 && scope == Scope.THREADS));
    }

    @Override
    public Link open(LinkSpec spec) throws IOException {
        int length = spec.ringLength();
        UnsafeBuffer memory = MappedMemory.open(spec, length + 4 * LINE);
        return new RingLink(memory, length, new Message(spec.size()), spec.senders() == 1);
    }

    private record RingLink(UnsafeBuffer memory, int length, Message message, boolean sole)
            implements Link {
        @Override
        public LinkSender sender(int index) {
            return sole
                    ? new RingSender(memory, length, message)
                    : new ClaimingSender(memory, length, message);
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

    /** One of two; the cursor is two lines behind the receiver's. */
    private static final class ClaimingSender implements Link.LinkSender {
        private final UnsafeBuffer memory;
        private final int length;
        private final int cursor;
        private final Message message;
        private long read;

        ClaimingSender(UnsafeBuffer memory, int length, Message message) {
            this.memory = memory;
            this.length = length;
            this.cursor = length + 2 * LINE;
            this.message = message;
        }

        @Override
        public boolean offer(long stamp) {
            long position;
            do {
                position = memory.getLongVolatile(cursor);
                if (isFull(position)) {
                    return false;
                }
            } while (!memory.compareAndSetLong(cursor, position, position + LINE));
            int line = (int) position & (length - 1);
            message.write(memory, line + Long.BYTES, stamp);
            memory.putLongRelease(line, position + LINE);
            return true;
        }

        private boolean isFull(long position) {
            if (position - read >= length) {
                read = memory.getLongAcquire(length);
            }
            return position - read >= length;
        }
    }

    /**
     * Goes on by a step that follows from the stamp, 0 where there is none: otherwise the processor
     * reads ahead of the stamp, by guess, and takes lines from the sender that is writing them.
     */
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
            while (count < limit) {
                int line = (int) position & (length - 1);
                long missing = memory.getLongAcquire(line) ^ (position + LINE);
                int step = LINE & (int) ~((missing | -missing) >> (Long.SIZE - 1));
                if (missing != 0) {
                    break;
                }
                handler.onMessage(memory, line + Long.BYTES, message.size());
                position += step;
                count++;
            }
            if (count > 0) {
                memory.putLongRelease(length, position);
            }
            return count;
        }
    }
}
