package io.millrace.wait;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Sleeps in the kernel in the place of a virtual thread, which parks meanwhile. The platform
 * threads for it are shared by all channels of the process; there are as many as virtual threads
 * that wait.
 *
 * <p>A stand-in may outlast the wait that it was called for, since only the kernel ends its sleep;
 * the next wait of the same half then has it already.
 */
final class StandIn implements Runnable {
    private static final long IDLE_SECONDS = 5;
    private static final long STACK_BYTES = 128 << 10;
    private static final Executor THREADS =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    StandIn::daemon);

    private final SleepWord word;
    private final boolean shared;
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile Thread client;
    private long value;
    private long ns;

    /** On this word, which others may share. */
    StandIn(SleepWord word, boolean shared) {
        this.word = word;
        this.shared = shared;
    }

    private static Thread daemon(Runnable work) {
        Thread daemon = new Thread(null, work, "millrace-stand-in", STACK_BYTES, false);
        daemon.setDaemon(true);
        return daemon;
    }

    /** Parks the calling thread until the word is woken, it is unparked, or for this time. */
    void await(long armedValue, long timeoutNs) {
        client = Thread.currentThread();
        try {
            long parkNs = timeoutNs;
            if (asleep.compareAndSet(false, true)) {
                value = armedValue;
                ns = timeoutNs;
                parkNs = begin() ? timeoutNs : Math.min(timeoutNs, BlockingWaiter.LONGEST_PARK_NS);
            }
            if (word.holds(armedValue)) {
                LockSupport.parkNanos(this, parkNs);
            }
        } finally {
            client = null;
        }
    }

    /** False where the system has no thread left: then nobody sleeps in its place. */
    private boolean begin() {
        try {
            THREADS.execute(this);
            return true;
        } catch (OutOfMemoryError e) {
            asleep.set(false);
            return false;
        }
    }

    @Override
    public void run() {
        int status = Futex.CHANGED;
        try {
            status = word.futex().waitOn(word.address(), (int) value, ns);
        } finally {
            asleep.set(false);
            Thread waiting = client;
            if (waiting != null) {
                LockSupport.unpark(waiting);
            } else if (shared && status == Futex.WOKEN) {
                word.wakeOne();
            }
        }
    }
}
