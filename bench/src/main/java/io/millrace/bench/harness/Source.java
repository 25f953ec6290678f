package io.millrace.bench.harness;

import io.millrace.bench.subjects.Link.LinkSender;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.Message;
import java.io.IOException;
import org.agrona.concurrent.IdleStrategy;

/** Sends as fast as it can. */
final class Source extends Part {
    private static final int LOOK_EVERY = 256;

    private final Links links;
    private final int index;
    private final IdleStrategy idle;
    private LinkSender sender;
    private long sent;

    Source(Links links, int index) {
        this.links = links;
        this.index = index;
        idle = LinkSpec.idle(links.cell().isYielding());
    }

    @Override
    void openSender() throws IOException {
        sender = links.get(Collector.LINK).sender(index);
    }

    @Override
    void run() {
        long number = 0;
        Runnable wait = idle::idle;
        while (!isStopped()) {
            sender.send(Message.stamp(index, number), LOOK_EVERY, wait);
            number += LOOK_EVERY;
        }
        while (!sender.flush()) {
            idle.idle();
        }
        sent = number;
    }

    @Override
    boolean isLead() {
        return false;
    }

    @Override
    long sent() {
        return sent;
    }
}
