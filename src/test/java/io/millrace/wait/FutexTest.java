package io.millrace.wait;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FutexTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private SharedWord word;

    @BeforeEach
    void map(@TempDir Path folder) {
        word = SharedWord.map(folder.resolve("word"));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void doesNotSleepOnAnotherValue(String kernel) {
        word.set(5);
        assertEquals(Futex.CHANGED, Kernels.open(kernel).waitOn(word.address(), 4, MINUTE));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void comparesAllBits(String kernel) {
        Futex futex = Kernels.open(kernel);
        word.set(Integer.MIN_VALUE);
        assertEquals(Futex.TIMED_OUT, futex.waitOn(word.address(), Integer.MIN_VALUE, 1000));
        word.set(-1);
        assertEquals(Futex.TIMED_OUT, futex.waitOn(word.address(), -1, 1000));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void timesOut(String kernel) {
        Futex futex = Kernels.open(kernel);
        long timeout = TimeUnit.MILLISECONDS.toNanos(3);
        long start = System.nanoTime();
        assertEquals(Futex.TIMED_OUT, futex.waitOn(word.address(), 0, timeout));
        assertTrue(System.nanoTime() - start >= timeout);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void doesNotSleepWithoutTime(String kernel) {
        Futex futex = Kernels.open(kernel);
        assertEquals(Futex.TIMED_OUT, futex.waitOn(word.address(), 0, 0));
        assertEquals(Futex.TIMED_OUT, futex.waitOn(word.address(), 0, Long.MIN_VALUE));
        assertEquals(Futex.CHANGED, futex.waitOn(word.address(), 1, 0));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void wakesASleeperThatHasAllTheTime(String kernel) throws Exception {
        Futex futex = Kernels.open(kernel);
        Future<Integer> sleeper =
                threads.submit(() -> futex.waitOn(word.address(), 0, Long.MAX_VALUE));
        Conditions.awaitSleepers(word.address(), 1);
        word.set(1);
        futex.wake(word.address(), 1);
        assertEquals(Futex.WOKEN, sleeper.get(1, TimeUnit.MINUTES));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void wakesAsManyAsAskedFor(String kernel) throws Exception {
        Futex futex = Kernels.open(kernel);
        List<Future<Integer>> sleepers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sleepers.add(threads.submit(() -> futex.waitOn(word.address(), 0, MINUTE)));
        }
        Conditions.awaitSleepers(word.address(), 4);

        futex.wake(word.address(), 1);
        Conditions.await("one woken", () -> sleepers.stream().anyMatch(Future::isDone));
        assertEquals(3, Conditions.sleepers(word.address()));

        futex.wake(word.address(), Integer.MAX_VALUE);
        for (Future<Integer> sleeper : sleepers) {
            assertEquals(Futex.WOKEN, sleeper.get(1, TimeUnit.MINUTES));
        }
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void losesNoWakeUpBetweenThreads(String kernel) throws Exception {
        int rounds = 20_000;
        Futex futex = Kernels.open(kernel);
        SharedWord answer = word.next();
        Future<?> echo = threads.submit(() -> PingPong.answer(futex, word, answer, rounds, MINUTE));
        PingPong.ask(futex, word, answer, rounds, MINUTE);
        echo.get(1, TimeUnit.MINUTES);
        assertEquals(rounds, answer.get());
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void refusesABadAddress(String kernel) {
        Futex futex = Kernels.open(kernel);
        long odd = word.address() + 2;
        assertThrows(IllegalArgumentException.class, () -> futex.waitOn(odd, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> futex.wake(odd, 1));
        long unmapped = 64;
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> futex.waitOn(unmapped, 0, 0));
        assertEquals("futex wait at 0x40 failed: errno 14", failure.getMessage());
        assertThrows(IllegalStateException.class, () -> futex.wake(unmapped, 1));
    }
}
