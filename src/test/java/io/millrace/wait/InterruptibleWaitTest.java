package io.millrace.wait;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InterruptibleWaitTest {

    private static final int AWAKE = 0;
    private static final int ASLEEP = 1;

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final AtomicInteger releases = new AtomicInteger();

    private SharedWord word;

    @BeforeEach
    void map(@TempDir Path folder) {
        word = SharedWord.map(folder.resolve("word"));
        word.set(ASLEEP);
    }

    private InterruptibleWait waitBy(Futex futex) {
        return new InterruptibleWait(
                futex,
                (address, expected) -> {
                    assertEquals(word.address(), address);
                    word.compareAndSet(expected, AWAKE);
                    releases.incrementAndGet();
                });
    }

    /** Waits for an hour, and tells the status and whether the thread is interrupted. */
    private String waitForAnHour(InterruptibleWait sleep) {
        int status = sleep.await(word.address(), ASLEEP, HOUR);
        return status + " " + Thread.interrupted();
    }

    private static final String ENDED_BY_INTERRUPT = Futex.INTERRUPTED + " true";
    private static final String ENDED_BY_WAKE_UP = Futex.WOKEN + " false";

    private static <T> T result(FutureTask<T> task)
            throws ExecutionException, InterruptedException, TimeoutException {
        return task.get(1, TimeUnit.MINUTES);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptEndsSleep(String kernel) throws Exception {
        interruptEndsSleep(kernel, Thread::new);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptEndsSleepOfAVirtualThread(String kernel) throws Exception {
        interruptEndsSleep(kernel, Virtual.factory());
    }

    private void interruptEndsSleep(String kernel, ThreadFactory factory) throws Exception {
        InterruptibleWait sleep = waitBy(Kernels.open(kernel));
        FutureTask<String> task = new FutureTask<>(() -> waitForAnHour(sleep));
        Thread thread = factory.newThread(task);
        thread.start();
        Conditions.awaitSleepers(word.address(), 1);
        thread.interrupt();
        assertEquals(ENDED_BY_INTERRUPT, result(task));
        assertEquals(AWAKE, word.get());
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptAtAnyMomentEndsTheWait(String kernel) throws Exception {
        int rounds = 5_000;
        InterruptibleWait sleep = waitBy(Kernels.open(kernel));
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            for (int round = 1; round <= rounds; round++) {
                                int current = round;
                                Conditions.await("next round", () -> begun.get() == current);
                                spinForAWhile();
                                assertEquals(ENDED_BY_INTERRUPT, waitForAnHour(sleep));
                                ended.set(round);
                            }
                            return null;
                        });
        Thread thread = new Thread(task);
        thread.start();
        for (int round = 1; round <= rounds; round++) {
            int current = round;
            word.set(ASLEEP);
            begun.set(round);
            spinForAWhile();
            thread.interrupt();
            Conditions.await("end", () -> ended.get() == current || task.isDone());
        }
        result(task);
    }

    private static void spinForAWhile() {
        long end = System.nanoTime() + ThreadLocalRandom.current().nextInt(30_000);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void changesTheWordOnlyDuringAWait(String kernel) throws Exception {
        AtomicBoolean inWait = new AtomicBoolean();
        AtomicInteger strays = new AtomicInteger();
        InterruptibleWait sleep =
                new InterruptibleWait(
                        Kernels.open(kernel),
                        (address, expected) -> {
                            word.compareAndSet(expected, AWAKE);
                            releases.incrementAndGet();
                            if (!inWait.get()) {
                                strays.incrementAndGet();
                            }
                        });
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            while (releases.get() < 5_000) {
                                word.set(ASLEEP);
                                inWait.set(true);
                                sleep.await(word.address(), ASLEEP, HOUR);
                                inWait.set(false);
                                Thread.interrupted();
                            }
                            return null;
                        });
        Thread thread = new Thread(task);
        thread.start();
        FutureTask<Void> helper = new FutureTask<>(() -> interruptUntilDone(thread, task));
        new Thread(helper).start();
        interruptUntilDone(thread, task);
        result(helper);
        result(task);
        assertEquals(0, strays.get());
    }

    @SuppressWarnings("ThreadPriorityCheck") // lets the others have the core
    private static Void interruptUntilDone(Thread thread, FutureTask<?> task) {
        while (!task.isDone()) {
            thread.interrupt();
            Thread.yield();
        }
        return null;
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptBeforeTheWaitEndsIt(String kernel) {
        Thread.currentThread().interrupt();
        assertEquals(ENDED_BY_INTERRUPT, waitForAnHour(waitBy(Kernels.open(kernel))));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptWakesTheOthersOnTheSameWordToLookAgain(String kernel) throws Exception {
        Futex futex = Kernels.open(kernel);
        InterruptibleWait first = waitBy(futex);
        InterruptibleWait second = waitBy(futex);
        FutureTask<String> interrupted = new FutureTask<>(() -> waitForAnHour(first));
        FutureTask<String> other = new FutureTask<>(() -> waitForAnHour(second));
        Thread thread = new Thread(interrupted);
        thread.start();
        new Thread(other).start();
        Conditions.awaitSleepers(word.address(), 2);
        thread.interrupt();
        assertEquals(ENDED_BY_INTERRUPT, result(interrupted));
        assertEquals(ENDED_BY_WAKE_UP, result(other));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void tellsTheOtherEndsOfAWait(String kernel) throws Exception {
        Futex futex = Kernels.open(kernel);
        InterruptibleWait sleep = waitBy(futex);
        assertEquals(Futex.CHANGED, sleep.await(word.address(), AWAKE, HOUR));
        assertEquals(Futex.TIMED_OUT, sleep.await(word.address(), ASLEEP, 1000));
        FutureTask<String> task = new FutureTask<>(() -> waitForAnHour(sleep));
        new Thread(task).start();
        Conditions.awaitSleepers(word.address(), 1);
        assertThrows(IllegalStateException.class, () -> sleep.await(word.address(), ASLEEP, HOUR));
        futex.wake(word.address(), 1);
        assertEquals(ENDED_BY_WAKE_UP, result(task));
        assertEquals(0, releases.get());
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void canBeUsedAgainAfterAFailure(String kernel) {
        InterruptibleWait sleep = waitBy(Kernels.open(kernel));
        assertThrows(IllegalArgumentException.class, () -> sleep.await(word.address() + 1, 0, 0));
        assertEquals(Futex.TIMED_OUT, sleep.await(word.address(), ASLEEP, 0));
    }

    @Test
    void interruptEndsParking() throws Exception {
        InterruptibleWait sleep = waitBy(FutexSelection.select("parking").futex());
        FutureTask<Integer> task =
                new FutureTask<>(
                        () -> {
                            int status;
                            do {
                                status = sleep.await(word.address(), ASLEEP, HOUR);
                            } while (status == Futex.WOKEN);
                            return status;
                        });
        Thread thread = new Thread(task);
        thread.start();
        thread.interrupt();
        assertEquals(Futex.INTERRUPTED, result(task));
    }
}
