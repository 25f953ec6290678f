package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.util.Queue;
import java.util.function.IntFunction;
import org.agrona.concurrent.UnsafeBuffer;

/** A queue of objects on the heap: each message is a fresh byte array, as it is the receiver's. */
final class QueueSubject implements LinkSubject {
    private static final int LONGEST = 4096;

    private final String name;
    private final String settings;
    private final boolean bounded;
    private final IntFunction<Queue<byte[]>> queues;

    /**
     * A kind of queue.
     *
     * @param bounded whether it takes no more than it was made for; otherwise its senders heed a
     *     {@link Backlog}.
     */
    QueueSubject(String name, String settings, boolean bounded, IntFunction<Queue<byte[]>> queues) {
        this.name = name;
        this.settings = settings;
        this.bounded = bounded;
        this.queues = queues;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String settings() {
        return settings + ", offer and poll, a fresh byte array a message";
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return scope == Scope.THREADS && size <= LONGEST;
    }

    @Override
    public Link open(LinkSpec spec) {
        return new QueueLink(
                queues.apply(spec.queueLength()),
                new Message(spec.size()),
                bounded ? null : new Backlog(spec.queueLength()));
    }

    private record QueueLink(Queue<byte[]> queue, Message message, Backlog backlog)
            implements Link {
        @Override
        public LinkSender sender(int index) {
            ArraySender sender = new ArraySender(queue, message);
            return backlog == null ? sender : backlog.limit(sender);
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            UnsafeBuffer view = new UnsafeBuffer(0, 0);
            LinkReceiver receiver = limit -> poll(handler, view, limit);
            return backlog == null ? receiver : backlog.count(receiver);
        }

        private int poll(MessageHandler handler, UnsafeBuffer view, int limit) {
            for (int count = 0; count < limit; count++) {
                byte[] bytes = queue.poll();
                if (bytes == null) {
                    return count;
                }
                view.wrap(bytes);
                handler.onMessage(view, 0, bytes.length);
            }
            return limit;
        }

        @Override
        public void close() {}
    }

    private static final class ArraySender implements Link.LinkSender {
        private final Queue<byte[]> queue;
        private final Message message;
        private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        private byte[] refused;

        ArraySender(Queue<byte[]> queue, Message message) {
            this.queue = queue;
            this.message = message;
        }

        @Override
        public boolean offer(long stamp) {
            byte[] bytes = refused == null ? fresh(stamp) : refused;
            boolean taken = queue.offer(bytes);
            refused = taken ? null : bytes;
            return taken;
        }

        /** Made once, however often the queue is full. */
        private byte[] fresh(long stamp) {
            byte[] bytes = new byte[message.size()];
            view.wrap(bytes);
            message.write(view, 0, stamp);
            return bytes;
        }
    }
}
