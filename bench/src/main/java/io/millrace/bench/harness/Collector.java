package io.millrace.bench.harness;

import io.millrace.bench.subjects.Link.LinkReceiver;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.MessageCheck;
import java.io.IOException;
import org.agrona.concurrent.IdleStrategy;

/**
 * Receives as fast as it can, and counts; afterwards it goes on until all that was sent has come.
 */
final class Collector extends Part {
    static final String LINK = "link";

    private static final int POLL_LIMIT = 256;

    private final Links links;
    private final Timing timing;
    private final MessageCheck check;
    private final IdleStrategy idle;
    private LinkReceiver receiver;
    private volatile long[] expected;

    Collector(Links links, Timing timing) {
        this.links = links;
        this.timing = timing;
        check = new MessageCheck(links.message(), links.cell().senders());
        idle = LinkSpec.idle(links.cell().isYielding());
    }

    @Override
    void openReceiver() throws IOException {
        receiver = links.get(LINK).receiver(check);
    }

    @Override
    void run() {
        ReceiveRate.of(this::step, timing.warmupNs());
        measured(Sample.ofRate(ReceiveRate.of(this::step, timing.measureNs())));
        while (!isComplete()) {
            step();
        }
    }

    private int step() {
        return receiver.receive(POLL_LIMIT, idle, patience);
    }

    private boolean isComplete() {
        long[] counts = expected;
        if (counts == null) {
            return false;
        }
        for (int sender = 0; sender < counts.length; sender++) {
            if (check.count(sender) < counts[sender]) {
                return false;
            }
        }
        return true;
    }

    @Override
    void expect(long[] counts) {
        expected = counts;
    }

    @Override
    boolean isLead() {
        return true;
    }
}
