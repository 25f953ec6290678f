package io.millrace.wait;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Stands in where no kernel futex can be called: parks for a moment, and is never woken. */
final class ParkingFutex extends Futex {

    /** A park ends after this time at the latest, so that the caller looks again. */
    static final long MAX_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    @Override
    public WakeMeans means() {
        return WakeMeans.PARKING;
    }

    @Override
    public int waitOn(long address, int expected, long timeoutNanos) {
        LockSupport.parkNanos(this, Math.min(timeoutNanos, MAX_PARK_NANOS));
        if (Thread.currentThread().isInterrupted()) {
            return INTERRUPTED;
        }
        return timeoutNanos <= MAX_PARK_NANOS ? TIMED_OUT : WOKEN;
    }

    @Override
    public int wake(long address, int count) {
        return 0;
    }
}
