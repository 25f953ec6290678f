package io.millrace.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What a thread allocates on the heap. */
public final class Allocations {
    private static final int CALLS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    /** Repeats the call until it is compiled and a round of 10,000 calls allocates nothing. */
    public static void assertNone(Runnable call) {
        long start = System.nanoTime();
        long allocated = allocatedByARound(call);
        while (allocated > 0) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError(
                        "allocated " + allocated + " bytes in " + CALLS + " calls");
            }
            allocated = allocatedByARound(call);
        }
    }

    private static long allocatedByARound(Runnable call) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
