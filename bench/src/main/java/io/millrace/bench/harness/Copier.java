package io.millrace.bench.harness;

import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.Message;
import java.io.IOException;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Copies messages into a ring and nothing else: the floor of a throughput of large messages. */
final class Copier extends Part {
    private static final int LINE = 64;
    private static final int LOOK_EVERY = 16;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Timing timing;
    private final Message message;
    private final UnsafeBuffer ring;
    private int offset;

    Copier(Links links, Timing timing) {
        this.timing = timing;
        int size = links.cell().size();
        message = new Message(size);
        LinkSpec spec = new LinkSpec(links.home(), false, Collector.LINK, size, 1, false);
        ring = new UnsafeBuffer(BufferUtil.allocateDirectAligned(spec.ringLength(), LINE));
    }

    @Override
    void run() throws IOException {
        copy(timing.warmupNs());
        measured(Sample.ofRate(copy(timing.measureNs())));
    }

    private double copy(long durationNs) {
        long start = System.nanoTime();
        long now;
        long count = 0;
        do {
            for (int i = 0; i < LOOK_EVERY; i++) {
                if (offset + message.size() > ring.capacity()) {
                    offset = 0;
                }
                message.write(ring, offset, count++);
                offset += message.size() + LINE;
            }
            now = System.nanoTime();
        } while (now - start < durationNs);
        return count * NANOS_PER_SECOND / (now - start);
    }

    @Override
    boolean isLead() {
        return true;
    }
}
