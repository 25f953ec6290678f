package io.millrace.bench.compare;

import io.millrace.bench.harness.ReceiveRate;
import io.millrace.bench.subjects.Link;
import io.millrace.bench.subjects.Link.LinkReceiver;
import io.millrace.bench.subjects.Link.LinkSender;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.Message;
import io.millrace.bench.subjects.MessageCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.LongToDoubleFunction;
import org.agrona.concurrent.IdleStrategy;

/** Messages a second, of senders that rest between the slices. */
final class ThroughputSlices implements LongToDoubleFunction {
    private static final int POLL_LIMIT = 256;
    private static final int SENT_AT_ONCE = 256;

    private final MessageCheck check;
    private final LinkReceiver receiver;
    private final List<Sending> senders = new ArrayList<>();
    private final List<OwnThread> threads = new ArrayList<>();
    private volatile boolean stopped;

    ThroughputSlices(Link link, LinkSpec spec) throws Exception {
        check = new MessageCheck(new Message(spec.size()), spec.senders());
        receiver = link.receiver(check);
        for (int i = 0; i < spec.senders(); i++) {
            int index = i;
            OwnThread thread = new OwnThread();
            threads.add(thread);
            senders.add(thread.call(() -> new Sending(link.sender(index), index, spec)));
        }
    }

    @Override
    public double applyAsDouble(long durationNs) {
        stopped = false;
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < threads.size(); i++) {
            work.add(threads.get(i).begin(senders.get(i)::send));
        }
        double rate = ReceiveRate.of(this::step, durationNs);
        stopped = true;
        while (!work.stream().allMatch(Future::isDone)) {
            step();
        }
        for (int i = 0; i < threads.size(); i++) {
            OwnThread.result(work.get(i));
            while (check.count(i) < senders.get(i).sent) {
                step();
            }
        }
        return rate;
    }

    private int step() {
        return receiver.poll(POLL_LIMIT);
    }

    private final class Sending {
        private final LinkSender sender;
        private final int index;
        private final IdleStrategy idle;
        private long sent;

        Sending(LinkSender sender, int index, LinkSpec spec) {
            this.sender = sender;
            this.index = index;
            idle = LinkSpec.idle(spec.yielding());
        }

        void send() {
            Runnable wait = idle::idle;
            while (!stopped) {
                sender.send(Message.stamp(index, sent), SENT_AT_ONCE, wait);
                sent += SENT_AT_ONCE;
            }
            while (!sender.flush()) {
                idle.idle();
            }
        }
    }
}
