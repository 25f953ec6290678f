package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/** Chronicle Queue in the benchmark's directory, which is in memory where the host has that. */
final class ChronicleQueueSubject implements LinkSubject {
    private static final int LONGEST = 4096;
    static final int MAX_SENDERS = 4;

    private static final long BLOCK = 256 << 20;

    @Override
    public String name() {
        return "chronicle-queue";
    }

    @Override
    public String settings() {
        return "writingDocument and readingDocument, blocks of 256 MiB, daily roll, in the"
                + " benchmark's directory (memory)";
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return scope == Scope.JVMS && size <= LONGEST && senders <= MAX_SENDERS;
    }

    static ChronicleQueue queue(LinkSpec spec) {
        return SingleChronicleQueueBuilder.binary(spec.file().toFile())
                .rollCycle(RollCycles.FAST_DAILY)
                .blockSize(BLOCK)
                .build();
    }

    @Override
    public Link open(LinkSpec spec) {
        return new QueueLink(queue(spec), new Message(spec.size()));
    }

    private record QueueLink(ChronicleQueue queue, Message message) implements Link {
        @Override
        public LinkSender sender(int index) {
            ExcerptAppender appender = queue.createAppender();
            UnsafeBuffer view = new UnsafeBuffer(0, 0);
            return stamp -> {
                try (DocumentContext document = appender.writingDocument()) {
                    Bytes<?> bytes = document.wire().bytes();
                    long at = bytes.writePosition();
                    bytes.ensureCapacity(at + message.size());
                    view.wrap(bytes.addressForWrite(at), message.size());
                    message.write(view, 0, stamp);
                    bytes.writePosition(at + message.size());
                }
                return true;
            };
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            ExcerptTailer tailer = queue.createTailer();
            UnsafeBuffer view = new UnsafeBuffer(0, 0);
            return limit -> {
                int count = 0;
                while (count < limit && show(tailer, view, handler)) {
                    count++;
                }
                return count;
            };
        }

        private static boolean show(
                ExcerptTailer tailer, UnsafeBuffer view, MessageHandler handler) {
            try (DocumentContext document = tailer.readingDocument()) {
                if (!document.isPresent()) {
                    return false;
                }
                Bytes<?> bytes = document.wire().bytes();
                int length = (int) bytes.readRemaining();
                view.wrap(bytes.addressForRead(bytes.readPosition()), length);
                handler.onMessage(view, 0, length);
                return true;
            }
        }

        @Override
        public void close() {
            queue.close();
        }
    }
}
