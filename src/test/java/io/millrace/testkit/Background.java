package io.millrace.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;

/** A call in a thread of its own, to be watched from outside while it waits. */
public final class Background<T> {
    private final Thread thread;
    private volatile T result;
    private volatile Throwable failure;

    private Background(ThreadFactory factory, Callable<T> call) {
        thread = factory.newThread(() -> run(call));
        thread.setDaemon(true);
        thread.start();
    }

    public static <T> Background<T> call(String name, Callable<T> call) {
        return call(work -> new Thread(work, name), call);
    }

    /** As above, in a thread of this kind. */
    public static <T> Background<T> call(ThreadFactory factory, Callable<T> call) {
        return new Background<>(factory, call);
    }

    public static Background<Void> run(String name, ThrowingRunnable work) {
        return call(
                name,
                () -> {
                    work.run();
                    return null;
                });
    }

    /** What a background may do. */
    @FunctionalInterface
    public interface ThrowingRunnable {
        void run() throws Exception;
    }

    private void run(Callable<T> call) {
        try {
            result = call.call();
        } catch (Throwable e) {
            failure = e;
        }
    }

    public Thread thread() {
        return thread;
    }

    public boolean isDone() {
        return !thread.isAlive();
    }

    /** Waits until the call waits inside a half. */
    public Background<T> awaitWaiting() {
        Await.until(
                thread.getName() + " waits",
                () -> {
                    if (isDone()) {
                        throw new AssertionError(
                                thread.getName() + " did not wait; its result is " + result,
                                failure);
                    }
                    return isWaiting(thread);
                });
        return this;
    }

    /** Whether a thread waits inside a half. */
    static boolean isWaiting(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals("idle")
                    && frame.getClassName().startsWith("io.millrace.")) {
                return true;
            }
        }
        return false;
    }

    /** The result, or an assertion error that has the call's exception as its cause. */
    public T result() {
        return result(Await.LONG);
    }

    /** As above, for a call that takes long. */
    public T result(Duration patience) {
        awaitEnd(patience);
        if (failure != null) {
            throw new AssertionError(thread.getName() + " failed: " + failure, failure);
        }
        return result;
    }

    /** What the call threw; null if it returned. */
    public Throwable failure() {
        awaitEnd(Await.LONG);
        return failure;
    }

    private void awaitEnd(Duration patience) {
        join(patience);
        if (!isDone()) {
            AssertionError stuck = new AssertionError(thread.getName() + " does not end");
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
    }

    private void join(Duration atMost) {
        try {
            thread.join(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
