package io.millrace.bench.compare;

import io.millrace.bench.subjects.Link;
import io.millrace.bench.subjects.Link.LinkReceiver;
import io.millrace.bench.subjects.Link.LinkSender;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.Message;
import io.millrace.bench.subjects.MessageCheck;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.function.LongToDoubleFunction;
import org.agrona.DirectBuffer;

/** Nanoseconds a round trip, to a thread that rests between the slices. */
final class RoundTripSlices implements LongToDoubleFunction {
    private static final int EXCHANGES_AT_ONCE = 64;
    private static final int POLL_LIMIT = 256;

    private final LinkReceiver receiver;
    private final LinkSender sender;
    private final OwnThread thread = new OwnThread();
    private final Echoing echo;
    private long number;
    private volatile boolean stopped;

    RoundTripSlices(Link there, Link back, LinkSpec spec) throws Exception {
        receiver = back.receiver(new MessageCheck(new Message(spec.size()), 1));
        echo = thread.call(() -> new Echoing(there, back, spec));
        sender = there.sender(0);
    }

    @Override
    public double applyAsDouble(long durationNs) {
        stopped = false;
        Future<?> work = thread.begin(echo::answerAll);
        long first = number;
        long start = System.nanoTime();
        long now;
        do {
            exchangeSome();
            now = System.nanoTime();
        } while (now - start < durationNs);
        stopped = true;
        OwnThread.result(work);
        return (double) (now - start) / (number - first);
    }

    private void exchangeSome() {
        for (int i = 0; i < EXCHANGES_AT_ONCE; i++) {
            long stamp = Message.stamp(0, number++);
            while (!sender.offer(stamp)) {
                Thread.onSpinWait();
            }
            while (receiver.poll(1) == 0) {
                Thread.onSpinWait();
            }
        }
    }

    private final class Echoing {
        private final Message message;
        private final LinkReceiver receiver;
        private final LinkSender sender;

        Echoing(Link there, Link back, LinkSpec spec) throws IOException {
            message = new Message(spec.size());
            receiver = there.receiver(this::answer);
            sender = back.sender(0);
        }

        void answerAll() {
            while (!stopped) {
                receiver.poll(POLL_LIMIT);
            }
        }

        private void answer(DirectBuffer buffer, int offset, int length) {
            long stamp = message.read(buffer, offset, length);
            while (!sender.offer(stamp)) {
                Thread.onSpinWait();
            }
        }
    }
}
