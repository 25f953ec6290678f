package io.millrace.bench;

import io.millrace.bench.subjects.LinkSpec;
import java.util.function.IntSupplier;
import org.agrona.concurrent.IdleStrategy;

/** The other side of a benchmark: a thread that repeats a step, and waits while it has no work. */
final class Partner implements AutoCloseable {
    private final Thread thread;
    private final IdleStrategy idle;
    private volatile boolean stopped;
    private volatile Throwable failure;

    /**
     * Starts the thread; the step returns how much work it found.
     *
     * @param yielding whether who waits yields the processor; otherwise it spins.
     */
    Partner(String name, boolean yielding, IntSupplier step) {
        idle = LinkSpec.idle(yielding);
        thread = new Thread(() -> repeat(step), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void repeat(IntSupplier step) {
        try {
            do {
                if (step.getAsInt() == 0) {
                    idle.idle();
                }
            } while (!stopped);
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** One turn of a wait for the partner; fails when that has failed. */
    void idle() {
        if (failure != null) {
            throw new IllegalStateException(thread.getName() + " failed", failure);
        }
        idle.idle();
    }

    /** Lets the thread end; everything it wrote is seen afterwards. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException(thread.getName() + " failed", failure);
        }
    }
}
