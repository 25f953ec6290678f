package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the hardware can do at all: one word per direction, each on a cache line of its own, stored
 * with release and loaded with acquire order. Holds one message; so round trips only.
 */
final class FloorSubject implements LinkSubject {
    private static final int PAGE = 4096;
    private static final long NOTHING = -1;

    @Override
    public String name() {
        return Subjects.FLOOR;
    }

    @Override
    public String settings() {
        return "round trip: one word of 8 bytes per direction, on lines of their own, whatever the"
                + " size; throughput: copies into a ring as large, by one thread";
    }

    @Override
    public boolean isPeer() {
        return false;
    }

    @Override
    public Set<CaseKind> cases() {
        return EnumSet.of(CaseKind.ROUND_TRIP, CaseKind.THROUGHPUT);
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return senders == 1;
    }

    @Override
    public int messageSize(int size) {
        return Long.BYTES;
    }

    @Override
    public Link open(LinkSpec spec) throws IOException {
        return new WordLink(MappedMemory.open(spec, PAGE));
    }

    private record WordLink(UnsafeBuffer word) implements Link {
        @Override
        public LinkSender sender(int index) {
            return stamp -> {
                word.putLongRelease(0, stamp);
                return true;
            };
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            word.putLongVolatile(0, NOTHING);
            return new WordReceiver(word, handler);
        }

        @Override
        public void close() {}
    }

    private static final class WordReceiver implements Link.LinkReceiver {
        private final UnsafeBuffer word;
        private final MessageHandler handler;
        private long seen = NOTHING;

        WordReceiver(UnsafeBuffer word, MessageHandler handler) {
            this.word = word;
            this.handler = handler;
        }

        @Override
        public int poll(int limit) {
            long now = word.getLongAcquire(0);
            if (now == seen) {
                return 0;
            }
            seen = now;
            handler.onMessage(word, 0, Long.BYTES);
            return 1;
        }
    }
}
