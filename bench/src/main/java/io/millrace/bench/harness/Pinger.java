package io.millrace.bench.harness;

import io.millrace.bench.subjects.Link.LinkReceiver;
import io.millrace.bench.subjects.Link.LinkSender;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.Message;
import io.millrace.bench.subjects.MessageCheck;
import java.io.IOException;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.IdleStrategy;

/**
 * Sends a message and waits for its reply, again and again. At a fixed rate each one has an
 * intended start, from which its time counts, also when an earlier one was late: so a pause is seen
 * by all the messages that it delays (no coordinated omission).
 */
final class Pinger extends Part {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int LOOK_EVERY = 16;

    /** So that code is compiled with what happens at the start and at the end of a measurement. */
    private static final int WARMUPS = 16;

    private final Links links;
    private final Timing timing;
    private final MessageCheck check;
    private final IdleStrategy idle;
    private LinkSender there;
    private LinkReceiver back;
    private long number;

    Pinger(Links links, Timing timing) {
        this.links = links;
        this.timing = timing;
        check = new MessageCheck(links.message(), 1);
        idle = LinkSpec.idle(links.cell().isYielding());
    }

    @Override
    void openReceiver() throws IOException {
        back = links.get(Echo.BACK).receiver(check);
    }

    @Override
    void openSender() throws IOException {
        there = links.get(Echo.THERE).sender(0);
    }

    @Override
    void run() {
        long rate = links.cell().rate();
        for (int i = 0; i < WARMUPS; i++) {
            // A low rate alone would not have the code compiled before the measurement.
            measure(timing.warmupNs() / WARMUPS, i < WARMUPS / 2 ? 0 : rate);
        }
        Histogram histogram = measure(timing.measureNs(), rate);
        if (check.count(0) != number) {
            throw new IllegalStateException(
                    check.count(0) + " replies arrived of " + number + " requests");
        }
        measured(Sample.ofTimes(histogram));
    }

    private Histogram measure(long durationNs, long rate) {
        Histogram histogram = Sample.newHistogram();
        if (rate == 0) {
            atFullSpeed(histogram, durationNs);
        } else {
            atRate(histogram, durationNs, NANOS_PER_SECOND / rate);
        }
        return histogram;
    }

    private void atFullSpeed(Histogram histogram, long durationNs) {
        long start = System.nanoTime();
        long now = start;
        while (now - start < durationNs) {
            now = exchangeBriefly(histogram, now);
        }
    }

    /**
     * A method of its own, so that it is compiled as a whole: the compiled code of a loop that has
     * lasted for all of the warm-up is thrown away at the loop's end.
     */
    private long exchangeBriefly(Histogram histogram, long start) {
        long sent = start;
        for (int i = 0; i < LOOK_EVERY; i++) {
            exchange();
            long now = System.nanoTime();
            histogram.recordValue(now - sent);
            sent = now;
        }
        return sent;
    }

    private void atRate(Histogram histogram, long durationNs, double intervalNs) {
        long start = System.nanoTime();
        long count = 0;
        long intended = start;
        while (intended - start < durationNs) {
            while (System.nanoTime() - intended < 0) {
                idle.idle();
            }
            exchange();
            histogram.recordValue(System.nanoTime() - intended);
            count++;
            intended = start + (long) (count * intervalNs);
        }
    }

    private void exchange() {
        long stamp = Message.stamp(0, number++);
        while (!there.offer(stamp)) {
            idle.idle();
        }
        while (!there.flush()) {
            idle.idle();
        }
        int replies;
        do {
            replies = back.receive(1, idle, patience);
        } while (replies == 0);
    }

    @Override
    boolean isLead() {
        return true;
    }

    @Override
    long sent() {
        return number;
    }
}
