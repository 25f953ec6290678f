package io.millrace.bench.harness;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A part and the thread that makes it, opens its halves and does its work. So what the thread
 * changes for each message lies where it allocates, and not by chance on a cache line that another
 * part's thread reads: a count of the one beside a duration that both read had a round trip take a
 * third longer in every second JVM.
 */
final class PartThread {
    /** What a part does in its thread. */
    private interface Step {
        void of(Part part) throws IOException;
    }

    private final ExecutorService thread = Executors.newSingleThreadExecutor(PartThread::daemon);
    private final Part part;
    private Future<?> work;

    /** Begins the thread, and has it make the part. */
    PartThread(Callable<Part> maker) throws IOException, InterruptedException {
        part = result(thread.submit(maker));
        thread.execute(() -> Thread.currentThread().setName(part.getClass().getSimpleName()));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    Part part() {
        return part;
    }

    void openReceiver() throws IOException, InterruptedException {
        result(begin(Part::openReceiver));
    }

    void openSender() throws IOException, InterruptedException {
        result(begin(Part::openSender));
    }

    /** Begins the work. */
    void start() {
        work = begin(Part::runOrFail);
    }

    /** Waits until the work is done. */
    void join() throws IOException, InterruptedException {
        result(work);
    }

    private Future<?> begin(Step step) {
        return thread.submit(
                () -> {
                    step.of(part);
                    return part;
                });
    }

    private static <T> T result(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
