package io.millrace.bench.harness;

import io.millrace.bench.subjects.Link;
import io.millrace.bench.subjects.Link.LinkReceiver;
import io.millrace.bench.subjects.Link.LinkSender;
import io.millrace.bench.subjects.MessageCheck;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/** Opens a link with files of its own, sends the first message and receives it, again and again. */
final class Opener extends Part {
    private final Links links;
    private final Timing timing;
    private int opened;

    Opener(Links links, Timing timing) {
        this.links = links;
        this.timing = timing;
    }

    @Override
    void run() throws IOException {
        measure(timing.warmupNs());
        measured(Sample.ofTimes(measure(timing.measureNs())));
    }

    private Histogram measure(long durationNs) throws IOException {
        Histogram histogram = Sample.newHistogram();
        long start = System.nanoTime();
        do {
            String name = "open-" + opened++;
            histogram.recordValue(open(name));
            Scratch.deleteAll(links.home(), name);
        } while (System.nanoTime() - start < durationNs);
        return histogram;
    }

    private long open(String name) throws IOException {
        MessageCheck check = new MessageCheck(links.message(), 1);
        long start = System.nanoTime();
        Link link = links.open(name, true);
        try {
            LinkReceiver receiver = link.receiver(check);
            LinkSender sender = link.sender(0);
            while (!sender.offer(0) || !sender.flush()) {
                Thread.onSpinWait();
            }
            while (receiver.poll(1) == 0) {
                Thread.onSpinWait();
            }
            return System.nanoTime() - start;
        } finally {
            link.close();
        }
    }

    @Override
    boolean isLead() {
        return true;
    }
}
