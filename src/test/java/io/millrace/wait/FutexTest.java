package io.millrace.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FutexTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private SharedWord word;

    @BeforeEach
    void map(@TempDir Path folder) {
        word = SharedWord.map(folder.resolve("word"));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void doesNotSleepOnAnotherValue(String kernel) {
        word.set(5);
        assertThat(Kernels.open(kernel).waitOn(word.address(), 4, MINUTE)).isEqualTo(Futex.CHANGED);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void comparesAllBits(String kernel) {
        Futex futex = Kernels.open(kernel);
        word.set(Integer.MIN_VALUE);
        assertThat(futex.waitOn(word.address(), Integer.MIN_VALUE, 1000))
                .isEqualTo(Futex.TIMED_OUT);
        word.set(-1);
        assertThat(futex.waitOn(word.address(), -1, 1000)).isEqualTo(Futex.TIMED_OUT);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void timesOut(String kernel) {
        Futex futex = Kernels.open(kernel);
        long timeout = TimeUnit.MILLISECONDS.toNanos(3);
        long start = System.nanoTime();
        assertThat(futex.waitOn(word.address(), 0, timeout)).isEqualTo(Futex.TIMED_OUT);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(timeout);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void doesNotSleepWithoutTime(String kernel) {
        Futex futex = Kernels.open(kernel);
        assertThat(futex.waitOn(word.address(), 0, 0)).isEqualTo(Futex.TIMED_OUT);
        assertThat(futex.waitOn(word.address(), 0, Long.MIN_VALUE)).isEqualTo(Futex.TIMED_OUT);
        assertThat(futex.waitOn(word.address(), 1, 0)).isEqualTo(Futex.CHANGED);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void wakesASleeperThatHasAllTheTime(String kernel) {
        Futex futex = Kernels.open(kernel);
        Background<Integer> sleeper =
                Background.call("sleeper", () -> futex.waitOn(word.address(), 0, Long.MAX_VALUE));
        Conditions.awaitSleepers(word.address(), 1);
        word.set(1);
        futex.wake(word.address(), 1);
        assertThat(sleeper.result()).isEqualTo(Futex.WOKEN);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void wakesAsManyAsAskedFor(String kernel) {
        Futex futex = Kernels.open(kernel);
        List<Background<Integer>> sleepers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sleepers.add(Background.call("sleeper", () -> futex.waitOn(word.address(), 0, MINUTE)));
        }
        Conditions.awaitSleepers(word.address(), 4);

        futex.wake(word.address(), 1);
        Await.until("one woken", () -> sleepers.stream().anyMatch(Background::isDone));
        assertThat(Conditions.sleepers(word.address())).isEqualTo(3);

        futex.wake(word.address(), Integer.MAX_VALUE);
        for (Background<Integer> sleeper : sleepers) {
            assertThat(sleeper.result()).isEqualTo(Futex.WOKEN);
        }
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void losesNoWakeUpBetweenThreads(String kernel) {
        int rounds = 20_000;
        Futex futex = Kernels.open(kernel);
        SharedWord answer = word.next();
        Background<Void> echo =
                Background.run("echo", () -> PingPong.answer(futex, word, answer, rounds, MINUTE));
        PingPong.ask(futex, word, answer, rounds, MINUTE);
        echo.result();
        assertThat(answer.get()).isEqualTo(rounds);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.wait.Kernels#names")
    void refusesABadAddress(String kernel) {
        Futex futex = Kernels.open(kernel);
        long odd = word.address() + 2;
        assertThatThrownBy(() -> futex.waitOn(odd, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> futex.wake(odd, 1)).isInstanceOf(IllegalArgumentException.class);
        long unmapped = 64;
        assertThatThrownBy(() -> futex.waitOn(unmapped, 0, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("futex wait at 0x40 failed: errno 14");
        assertThatThrownBy(() -> futex.wake(unmapped, 1)).isInstanceOf(IllegalStateException.class);
    }
}
