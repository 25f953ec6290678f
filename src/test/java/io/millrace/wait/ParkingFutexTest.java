package io.millrace.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParkingFutexTest {

    private static final long NOWHERE = 4;

    private final Futex futex = FutexSelection.select("parking").futex();

    @Test
    void isNotAKernelFutex() {
        assertThat(futex.isKernel()).isFalse();
        assertThat(futex.toString()).isEqualTo("parking");
    }

    @Test
    void parksForTheTime() {
        assertThat(futex.waitOn(NOWHERE, 0, 1000)).isEqualTo(Futex.TIMED_OUT);
        assertThat(futex.waitOn(NOWHERE, 0, -1)).isEqualTo(Futex.TIMED_OUT);
    }

    @Test
    void letsTheCallerLookAgainBeforeALongTimeIsOver() {
        long minute = TimeUnit.MINUTES.toNanos(1);
        long start = System.nanoTime();
        assertThat(futex.waitOn(NOWHERE, 0, minute)).isEqualTo(Futex.WOKEN);
        assertThat(System.nanoTime() - start).isLessThan(minute);
    }

    @Test
    void isInterruptible() {
        Thread.currentThread().interrupt();
        assertThat(futex.waitOn(NOWHERE, 0, Long.MAX_VALUE)).isEqualTo(Futex.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void wakesNobody() {
        assertThat(futex.wake(NOWHERE, 1)).isZero();
    }
}
