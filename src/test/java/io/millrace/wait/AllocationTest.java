package io.millrace.wait;

import io.millrace.testkit.Allocations;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {

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
        Allocations.assertNone(() -> futex.wake(address, 1));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void waitThatFindsAnotherValueAllocatesNothing(String kernel) {
        Futex futex = Kernels.open(kernel);
        long address = word.address();
        Allocations.assertNone(() -> futex.waitOn(address, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void waitThatTimesOutAllocatesNothing(String kernel) {
        Futex futex = Kernels.open(kernel);
        long address = word.address();
        Allocations.assertNone(() -> futex.waitOn(address, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptibleWaitAllocatesNothing(String kernel) {
        InterruptibleWait sleep =
                new InterruptibleWait(
                        Kernels.open(kernel),
                        (address, expected) -> word.compareAndSet(expected, -1));
        long address = word.address();
        Allocations.assertNone(() -> sleep.await(address, 0, 1));
    }
}
