package io.millrace;

import java.time.Duration;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * How a half waits: a sender for space, a receiver for a message. Made of Agrona's {@link
 * IdleStrategy}, of which each half gets one of its own. A strategy may be shared by any number of
 * channels and threads.
 *
 * <p>With every strategy a wait ends soon when the other side drops, when the half is closed by
 * another thread, and when the thread is interrupted; with {@link #blocking()} at once, however
 * long it has slept.
 */
@FunctionalInterface
public interface WaitStrategy {
    /** A fresh idle strategy for one half. */
    IdleStrategy newIdleStrategy();

    /** Spins without pause: the lowest latency, one core for each half that waits. */
    static WaitStrategy busySpin() {
        return () -> BusySpinIdleStrategy.INSTANCE;
    }

    /** Yields the processor between two looks. */
    static WaitStrategy yielding() {
        return () -> YieldingIdleStrategy.INSTANCE;
    }

    /**
     * Spins, then yields, then parks for 10 microseconds, doubled up to a millisecond: Agrona's
     * {@link BackoffIdleStrategy}. Nobody has to wake who waits like this, and nobody can.
     */
    static WaitStrategy backoff() {
        return () -> new BackoffIdleStrategy(2_000, 50, 10_000, 1_000_000);
    }

    /**
     * As {@link #blocking(Duration)}, with a bound of 50 microseconds; of none where there is one
     * processor only.
     */
    static WaitStrategy blocking() {
        return BlockingStrategy.DEFAULT;
    }

    /**
     * Spins for a moment, then sleeps in the kernel until the other side wakes it, in whatever
     * process that is. Who sends or receives makes a system call only when somebody sleeps.
     *
     * <p>The spin adapts to the waits before: it lasts four times as long as those did on average
     * and ten microseconds more, up to the bound, and about a microsecond where they outlast it.
     * One wait in 128 spins for up to four times the bound, to find out whether that has changed:
     * two sides that both sleep wait for each other's wake-up.
     *
     * <p>In the kernel on Linux, on x86-64 and AArch64, by {@code java.lang.foreign} on Java 22 and
     * newer and by JNA, if that is on the class path, on any. Elsewhere, and for the fraction of a
     * second in which a process loads what it needs, a half parks for a millisecond at a time. What
     * is in use is shown by {@link HalfStatus#wakesBy}. A virtual thread does not keep its carrier:
     * a platform thread sleeps in its place.
     *
     * @param spin the bound; zero to a second.
     * @throws IllegalArgumentException when it is longer or negative.
     */
    static WaitStrategy blocking(Duration spin) {
        return BlockingStrategy.of(spin);
    }

    /** Any idle strategy; the supplier is asked once for each half. */
    static WaitStrategy of(Supplier<? extends IdleStrategy> idleStrategies) {
        return idleStrategies::get;
    }
}
