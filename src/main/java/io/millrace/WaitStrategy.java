package io.millrace;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * How a half waits: a sender for space, a receiver for a message. Made of Agrona's {@link
 * IdleStrategy}, of which each half gets one of its own. A strategy may be shared by any number of
 * channels and threads.
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

    /** Spins and yields for a moment, then sleeps, at last for a millisecond at a time. */
    static WaitStrategy blocking() {
        return () ->
                new BackoffIdleStrategy(
                        2_000,
                        50,
                        TimeUnit.MICROSECONDS.toNanos(10),
                        TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** Any idle strategy; the supplier is asked once for each half. */
    static WaitStrategy of(Supplier<? extends IdleStrategy> idleStrategies) {
        return idleStrategies::get;
    }
}
