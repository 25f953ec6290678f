package io.millrace.bench.harness;

import io.millrace.bench.subjects.Link.LinkReceiver;
import io.millrace.bench.subjects.Link.LinkSender;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.Message;
import java.io.IOException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/** Answers each message by one as long. */
final class Echo extends Part {
    static final String THERE = "there";
    static final String BACK = "back";

    private static final int POLL_LIMIT = 256;

    private final Links links;
    private final Message message;
    private final IdleStrategy idle;
    private LinkReceiver there;
    private LinkSender back;

    Echo(Links links) {
        this.links = links;
        message = links.message();
        idle = LinkSpec.idle(links.cell().isYielding());
    }

    @Override
    void openReceiver() throws IOException {
        there = links.get(THERE).receiver(this::answer);
    }

    @Override
    void openSender() throws IOException {
        back = links.get(BACK).sender(0);
    }

    @Override
    void run() {
        while (!isStopped()) {
            there.receive(POLL_LIMIT, idle, patience);
        }
    }

    private void answer(DirectBuffer buffer, int offset, int length) {
        long stamp = message.read(buffer, offset, length);
        while (!back.offer(stamp)) {
            idle.idle();
        }
        while (!back.flush()) {
            idle.idle();
        }
    }

    @Override
    boolean isLead() {
        return false;
    }
}
