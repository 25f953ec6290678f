package io.millrace.bench;

import java.util.function.IntSupplier;

/** The other side of a benchmark: a thread that repeats a step, spinning while it has no work. */
final class Partner implements AutoCloseable {
    private final Thread thread;
    private volatile boolean stopped;
    private volatile Throwable failure;

    /** Starts the thread; the step returns how much work it found. */
    Partner(String name, IntSupplier step) {
        thread = new Thread(() -> repeat(step), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void repeat(IntSupplier step) {
        try {
            do {
                if (step.getAsInt() == 0) {
                    Thread.onSpinWait();
                }
            } while (!stopped);
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** One turn of a wait for the partner; fails when that has failed. */
    void spin() {
        if (failure != null) {
            throw new IllegalStateException(thread.getName() + " failed", failure);
        }
        Thread.onSpinWait();
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
