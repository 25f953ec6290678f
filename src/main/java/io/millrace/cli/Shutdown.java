package io.millrace.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of a command by Ctrl-C or SIGTERM. */
final class Shutdown {
    private static final long PATIENCE_S = 2;

    private Shutdown() {}

    /** Work that puts things in order before it returns or throws. */
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Does work that a signal interrupts: the JVM then waits a moment until the work has returned.
     */
    static <T> T interruptible(Work<T> work) throws IOException {
        Thread worker = Thread.currentThread();
        CountDownLatch inOrder = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> interrupt(worker, inOrder), "millrace-shutdown"));
        try {
            return work.run();
        } finally {
            inOrder.countDown();
        }
    }

    /** Whether the JVM is ending. */
    static boolean isUnderWay() {
        Thread probe = new Thread("millrace-probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static void interrupt(Thread worker, CountDownLatch inOrder) {
        try {
            if (inOrder.getCount() > 0) {
                worker.interrupt();
                inOrder.await(PATIENCE_S, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
