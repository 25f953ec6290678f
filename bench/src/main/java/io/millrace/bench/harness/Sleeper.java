package io.millrace.bench.harness;

import io.millrace.bench.subjects.Link.LinkReceiver;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.Message;
import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/** Waits for each message of a {@link Waker} and looks how long ago it was sent. */
final class Sleeper extends Part {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final Links links;
    private final Message message;
    private final Silences silences;
    private final IdleStrategy idle;
    private final long[] times;
    private LinkReceiver receiver;
    private int received;

    Sleeper(Links links, Timing timing) {
        this.links = links;
        message = links.message();
        silences = Silences.of(links.cell(), timing);
        times = new long[silences.all()];
        idle = LinkSpec.idle(links.cell().isYielding());
    }

    @Override
    void openReceiver() throws IOException {
        receiver = links.get(Waker.LINK).receiver(this::wokenBy);
    }

    /**
     * The same for each message: with a branch that the warm-up never takes, all code around it
     * would be thrown away by the first message that counts.
     */
    private void wokenBy(DirectBuffer buffer, int offset, int length) {
        long now = Waker.clock();
        long sent = Message.number(message.read(buffer, offset, length));
        times[received++] = Waker.between(sent, now);
    }

    @Override
    void run() {
        while (received < silences.all()) {
            receiver.receive(1, idle, FOR_EVER);
        }
        Histogram histogram = Sample.newHistogram();
        for (int i = silences.warmups(); i < times.length; i++) {
            histogram.recordValue(times[i]);
        }
        measured(Sample.ofTimes(histogram));
    }

    @Override
    void expect(long[] counts) {
        if (counts[0] != received) {
            throw new IllegalStateException(
                    received + " messages arrived of " + counts[0] + " that were sent");
        }
    }

    @Override
    boolean isLead() {
        return true;
    }
}
