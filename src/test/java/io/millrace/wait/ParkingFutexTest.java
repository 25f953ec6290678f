package io.millrace.wait;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParkingFutexTest {

    private static final long NOWHERE = 4;

    private final Futex futex = FutexSelection.select("parking").futex();

    @Test
    void isNotAKernelFutex() {
        assertFalse(futex.isKernel());
        assertEquals("parking", futex.toString());
    }

    @Test
    void parksForTheTime() {
        assertEquals(Futex.TIMED_OUT, futex.waitOn(NOWHERE, 0, 1000));
        assertEquals(Futex.TIMED_OUT, futex.waitOn(NOWHERE, 0, -1));
    }

    @Test
    void letsTheCallerLookAgainBeforeALongTimeIsOver() {
        long minute = TimeUnit.MINUTES.toNanos(1);
        long start = System.nanoTime();
        assertEquals(Futex.WOKEN, futex.waitOn(NOWHERE, 0, minute));
        assertTrue(System.nanoTime() - start < minute);
    }

    @Test
    void isInterruptible() {
        Thread.currentThread().interrupt();
        assertEquals(Futex.INTERRUPTED, futex.waitOn(NOWHERE, 0, Long.MAX_VALUE));
        assertTrue(Thread.interrupted());
    }

    @Test
    void wakesNobody() {
        futex.wake(NOWHERE, 1);
    }
}
