package io.millrace.wait;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {

    private static final int CALLS = 10_000;
    private static final long DEADLINE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private SharedWord word;

    @BeforeEach
    void map(@TempDir Path folder) {
        word = SharedWord.map(folder.resolve("word"));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void wakeAllocatesNothing(String kernel) {
        Futex futex = Kernels.open(kernel);
        long address = word.address();
        assertAllocatesNothing(() -> futex.wake(address, 1));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void waitThatFindsAnotherValueAllocatesNothing(String kernel) {
        Futex futex = Kernels.open(kernel);
        long address = word.address();
        assertAllocatesNothing(() -> futex.waitOn(address, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void waitThatTimesOutAllocatesNothing(String kernel) {
        Futex futex = Kernels.open(kernel);
        long address = word.address();
        assertAllocatesNothing(() -> futex.waitOn(address, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptibleWaitAllocatesNothing(String kernel) {
        InterruptibleWait sleep =
                new InterruptibleWait(
                        Kernels.open(kernel),
                        (address, expected) -> word.compareAndSet(expected, -1));
        long address = word.address();
        assertAllocatesNothing(() -> sleep.await(address, 0, 1));
    }

    /** Repeats the call until it is compiled and 10,000 calls allocate nothing. */
    private void assertAllocatesNothing(Runnable call) {
        long start = System.nanoTime();
        long allocated;
        do {
            long before = memory.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            allocated = memory.getCurrentThreadAllocatedBytes() - before;
        } while (allocated > 0 && System.nanoTime() - start < DEADLINE_NANOS);
        assertTrue(allocated == 0, "allocated " + allocated + " bytes in " + CALLS + " calls");
    }
}
