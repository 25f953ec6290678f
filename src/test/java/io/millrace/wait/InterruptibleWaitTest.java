package io.millrace.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.VirtualThreadFactory;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
                    assertThat(address).isEqualTo(word.address());
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

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptEndsSleep(String kernel) {
        interruptEndsSleep(kernel, Thread::new);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptEndsSleepOfAVirtualThread(String kernel) {
        interruptEndsSleep(kernel, VirtualThreadFactory.get());
    }

    private void interruptEndsSleep(String kernel, ThreadFactory factory) {
        InterruptibleWait sleep = waitBy(Kernels.open(kernel));
        Background<String> waiter = Background.call(factory, () -> waitForAnHour(sleep));
        Conditions.awaitSleepers(word.address(), 1);
        waiter.thread().interrupt();
        assertThat(waiter.result()).isEqualTo(ENDED_BY_INTERRUPT);
        assertThat(word.get()).isEqualTo(AWAKE);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptAtAnyMomentEndsTheWait(String kernel) {
        int rounds = 5_000;
        InterruptibleWait sleep = waitBy(Kernels.open(kernel));
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        Background<Void> waiter =
                Background.run(
                        "waiter",
                        () -> {
                            for (int round = 1; round <= rounds; round++) {
                                int current = round;
                                Await.spinUntil("next round", () -> begun.get() == current);
                                spinForAWhile();
                                assertThat(waitForAnHour(sleep)).isEqualTo(ENDED_BY_INTERRUPT);
                                ended.set(round);
                            }
                        });
        for (int round = 1; round <= rounds; round++) {
            int current = round;
            word.set(ASLEEP);
            begun.set(round);
            spinForAWhile();
            waiter.thread().interrupt();
            Await.spinUntil("end", () -> ended.get() == current || waiter.isDone());
        }
        waiter.result();
    }

    private static void spinForAWhile() {
        long end = System.nanoTime() + ThreadLocalRandom.current().nextInt(30_000);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void changesTheWordOnlyDuringAWait(String kernel) {
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
        Background<Void> waiter =
                Background.run(
                        "waiter",
                        () -> {
                            while (releases.get() < 5_000) {
                                word.set(ASLEEP);
                                inWait.set(true);
                                sleep.await(word.address(), ASLEEP, HOUR);
                                inWait.set(false);
                                Thread.interrupted();
                            }
                        });
        Background<Void> helper = Background.run("helper", () -> interruptUntilDone(waiter));
        interruptUntilDone(waiter);
        helper.result();
        waiter.result();
        assertThat(strays.get()).isZero();
    }

    @SuppressWarnings("ThreadPriorityCheck") // lets the others have the core
    private static void interruptUntilDone(Background<?> waiter) {
        while (!waiter.isDone()) {
            waiter.thread().interrupt();
            Thread.yield();
        }
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptBeforeTheWaitEndsIt(String kernel) {
        Thread.currentThread().interrupt();
        assertThat(waitForAnHour(waitBy(Kernels.open(kernel)))).isEqualTo(ENDED_BY_INTERRUPT);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void interruptWakesTheOthersOnTheSameWordToLookAgain(String kernel) {
        Futex futex = Kernels.open(kernel);
        InterruptibleWait first = waitBy(futex);
        InterruptibleWait second = waitBy(futex);
        Background<String> interrupted = Background.call("first", () -> waitForAnHour(first));
        Background<String> other = Background.call("second", () -> waitForAnHour(second));
        Conditions.awaitSleepers(word.address(), 2);
        interrupted.thread().interrupt();
        assertThat(interrupted.result()).isEqualTo(ENDED_BY_INTERRUPT);
        assertThat(other.result()).isEqualTo(ENDED_BY_WAKE_UP);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void tellsTheOtherEndsOfAWait(String kernel) {
        Futex futex = Kernels.open(kernel);
        InterruptibleWait sleep = waitBy(futex);
        assertThat(sleep.await(word.address(), AWAKE, HOUR)).isEqualTo(Futex.CHANGED);
        assertThat(sleep.await(word.address(), ASLEEP, 1000)).isEqualTo(Futex.TIMED_OUT);
        Background<String> waiter = Background.call("waiter", () -> waitForAnHour(sleep));
        Conditions.awaitSleepers(word.address(), 1);
        assertThatThrownBy(() -> sleep.await(word.address(), ASLEEP, HOUR))
                .isInstanceOf(IllegalStateException.class);
        futex.wake(word.address(), 1);
        assertThat(waiter.result()).isEqualTo(ENDED_BY_WAKE_UP);
        assertThat(releases.get()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void canBeUsedAgainAfterAFailure(String kernel) {
        InterruptibleWait sleep = waitBy(Kernels.open(kernel));
        assertThatThrownBy(() -> sleep.await(word.address() + 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sleep.await(word.address(), ASLEEP, 0)).isEqualTo(Futex.TIMED_OUT);
    }

    @Test
    void interruptEndsParking() {
        InterruptibleWait sleep = waitBy(FutexSelection.select("parking").futex());
        Background<Integer> waiter =
                Background.call(
                        "waiter",
                        () -> {
                            int status;
                            do {
                                status = sleep.await(word.address(), ASLEEP, HOUR);
                            } while (status == Futex.WOKEN);
                            return status;
                        });
        waiter.thread().interrupt();
        assertThat(waiter.result()).isEqualTo(Futex.INTERRUPTED);
    }
}
