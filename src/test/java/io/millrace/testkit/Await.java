package io.millrace.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, never for time. */
public final class Await {
    /** Long enough for anything that will happen at all on a loaded machine. */
    public static final Duration LONG = Duration.ofSeconds(60);

    private Await() {}

    /** Waits until the condition holds; fails with a sentence when it does not in time. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, LONG, condition);
    }

    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new AssertionError("waited " + atMost + " in vain until " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /** As above, but looks without a pause, for a moment that is to be hit. */
    @SuppressWarnings("ThreadPriorityCheck") // lets the others have the core
    public static void spinUntil(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LONG.toNanos()) {
                throw new AssertionError("waited " + LONG + " in vain until " + what);
            }
            Thread.yield();
        }
    }

    /** Waits until a thread sleeps, parks or spins inside a method of this name. */
    public static void untilInside(Thread thread, String method) {
        until(
                thread.getName() + " is inside " + method,
                () -> {
                    for (StackTraceElement frame : thread.getStackTrace()) {
                        if (frame.getMethodName().equals(method)) {
                            return true;
                        }
                    }
                    return false;
                });
    }
}
