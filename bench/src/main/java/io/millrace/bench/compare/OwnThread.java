package io.millrace.bench.compare;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread that makes what it changes for each message, so that this lies where the thread
 * allocates and on no cache line that another thread reads.
 */
final class OwnThread {
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread thread = new Thread(work, "copy");
                        thread.setDaemon(true);
                        return thread;
                    });

    <T> T call(Callable<T> work) {
        return result(executor.submit(work));
    }

    /** Begins work that others wait for in a loop of their own: what fails it ends the JVM. */
    Future<?> begin(Runnable work) {
        return executor.submit(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        e.printStackTrace();
                        Runtime.getRuntime().halt(1);
                    }
                });
    }

    /** What came of it, or what kept it from coming. */
    static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
