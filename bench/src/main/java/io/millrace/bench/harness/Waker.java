package io.millrace.bench.harness;

import io.millrace.bench.subjects.Link.LinkSender;
import io.millrace.bench.subjects.LinkSpec;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/** Sends a message after each silence, stamped with the time just before it is sent. */
final class Waker extends Part {
    static final String LINK = "link";

    private static final long CLOCK_MASK = (1L << 48) - 1;

    private final Links links;
    private final Silences silences;
    private final IdleStrategy idle;
    private LinkSender sender;
    private long sent;

    Waker(Links links, Timing timing) {
        this.links = links;
        silences = Silences.of(links.cell(), timing);
        idle = LinkSpec.idle(links.cell().isYielding());
    }

    /** The clock of all processes of a host, of which a stamp has room for three days. */
    static long clock() {
        return System.nanoTime() & CLOCK_MASK;
    }

    /** Nanoseconds between two readings of the clock. */
    static long between(long earlier, long later) {
        return (later - earlier) & CLOCK_MASK;
    }

    @Override
    void openSender() throws IOException {
        sender = links.get(LINK).sender(0);
    }

    @Override
    void run() {
        wake(silences.warmups(), Silences.WARMUP_NS);
        wake(silences.count(), silences.silenceNs());
    }

    private void wake(int times, long silenceNs) {
        for (int i = 0; i < times; i++) {
            keepSilent(silenceNs);
            send();
        }
    }

    private void send() {
        while (!sender.offer(clock())) {
            idle.idle();
        }
        while (!sender.flush()) {
            idle.idle();
        }
        sent++;
    }

    private static void keepSilent(long durationNs) {
        long start = System.nanoTime();
        long left = durationNs;
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = durationNs - (System.nanoTime() - start);
        }
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
