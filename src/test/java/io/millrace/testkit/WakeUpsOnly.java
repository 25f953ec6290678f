package io.millrace.testkit;

import io.millrace.wait.Futex;
import io.millrace.wait.WakeMeans;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The kernel's futex, whose calls are counted, and whose long sleeps have no time-out: a wake-up
 * that is lost is lost for good.
 */
public final class WakeUpsOnly extends Futex {
    /** What is shorter is the first sleep, or a look now and then. */
    private static final long LONG_SLEEP_NS = TimeUnit.MICROSECONDS.toNanos(1_500);

    private static final long FOREVER_NS = TimeUnit.HOURS.toNanos(1);

    private final Futex futex = Futex.get();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger asleep = new AtomicInteger();
    private final AtomicInteger woken = new AtomicInteger();
    private volatile boolean keepsTimeouts;

    /** Sleeps that begin from now on have their time-outs. */
    public void keepTimeouts() {
        keepsTimeouts = true;
    }

    /** System calls so far. */
    public int calls() {
        return calls.get();
    }

    /** Threads that were woken by this process so far. */
    public int woken() {
        return woken.get();
    }

    /** Waits until so many threads sleep until they are woken. */
    public void awaitAsleep(int threads) {
        Await.until(threads + " threads sleep", () -> asleep.get() == threads);
    }

    @Override
    public WakeMeans means() {
        return futex.means();
    }

    @Override
    public int waitOn(long address, int expected, long timeoutNanos) {
        calls.incrementAndGet();
        if (keepsTimeouts || timeoutNanos < LONG_SLEEP_NS) {
            return futex.waitOn(address, expected, timeoutNanos);
        }
        asleep.incrementAndGet();
        try {
            return futex.waitOn(address, expected, FOREVER_NS);
        } finally {
            asleep.decrementAndGet();
        }
    }

    @Override
    public int wake(long address, int count) {
        calls.incrementAndGet();
        int threads = futex.wake(address, count);
        woken.addAndGet(threads);
        return threads;
    }
}
