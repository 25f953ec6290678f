package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import io.millrace.wait.Futex;
import java.io.IOException;
import java.time.Duration;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A futex between two JVMs, called as Millrace calls it: what a JVM adds to what the kernel takes
 * to wake somebody, and nothing else. Holds 128 messages, and does not look whether there is room.
 */
final class JvmFutexSubject implements LinkSubject, SleepingSubject {
    private static final int PAGE = 4096;
    private static final int SENT = 0;
    private static final int STAMPS = 1024;
    private static final int MOST = 128;

    @Override
    public String name() {
        return Subjects.FLOOR + "-futex-jvm";
    }

    @Override
    public String settings() {
        return "two JVMs: the same as floor-futex, by the futex call that Millrace has here";
    }

    @Override
    public boolean isPeer() {
        return false;
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return SleepingSubject.super.supports(scope, size, senders) && Futex.get().isKernel();
    }

    @Override
    public int messageSize(int size) {
        return Long.BYTES;
    }

    @Override
    public Link open(LinkSpec spec) throws IOException {
        return new FutexLink(MappedMemory.open(spec, PAGE), Futex.get());
    }

    private static int place(int number) {
        return STAMPS + (number & (MOST - 1)) * Long.BYTES;
    }

    private record FutexLink(UnsafeBuffer memory, Futex futex) implements Link {
        @Override
        public LinkSender sender(int index) {
            return stamp -> {
                memory.putLong(place(memory.getInt(SENT)), stamp);
                memory.getAndAddInt(SENT, 1);
                futex.wake(memory.addressOffset() + SENT, 1);
                return true;
            };
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            return new FutexReceiver(memory, futex, handler);
        }

        @Override
        public void close() {}
    }

    private static final class FutexReceiver implements Link.LinkReceiver {
        private final UnsafeBuffer memory;
        private final Futex futex;
        private final MessageHandler handler;
        private int seen;

        FutexReceiver(UnsafeBuffer memory, Futex futex, MessageHandler handler) {
            this.memory = memory;
            this.futex = futex;
            this.handler = handler;
        }

        @Override
        public int poll(int limit) {
            int count = memory.getIntVolatile(SENT) - seen;
            for (int i = 0; i < count; i++) {
                handler.onMessage(memory, place(seen++), Long.BYTES);
            }
            return count;
        }

        @Override
        public int receive(int limit, IdleStrategy idle, Duration patience) {
            int count = poll(limit);
            if (count == 0) {
                futex.waitOn(memory.addressOffset() + SENT, seen, patience.toNanos());
            }
            return count;
        }
    }
}
