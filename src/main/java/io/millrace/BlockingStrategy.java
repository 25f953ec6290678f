package io.millrace;

import io.millrace.liveness.Session;
import io.millrace.wait.BlockingWaiter;
import io.millrace.wait.IdleWaiter;
import io.millrace.wait.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;

/**
 * {@link WaitStrategy#blocking}, which sleeps on words of the channel, and so is more than idle.
 */
record BlockingStrategy(long spinBoundNs) implements WaitStrategy {
    static final BlockingStrategy DEFAULT =
            new BlockingStrategy(
                    Runtime.getRuntime().availableProcessors() == 1
                            ? 0
                            : TimeUnit.MICROSECONDS.toNanos(50));

    private static final Duration LONGEST_SPIN = Duration.ofSeconds(1);

    static BlockingStrategy of(Duration spin) {
        if (spin.isNegative() || spin.compareTo(LONGEST_SPIN) > 0) {
            throw new IllegalArgumentException(
                    "spin is " + spin + ", allowed are " + Duration.ZERO + " to " + LONGEST_SPIN);
        }
        return new BlockingStrategy(spin.toNanos());
    }

    /** For whoever idles without a channel, where there is no word to sleep on. */
    @Override
    public IdleStrategy newIdleStrategy() {
        return WaitStrategy.backoff().newIdleStrategy();
    }

    /** How a new receiver waits; may call the user's code. */
    static Waiter receiverWaiter(WaitStrategy strategy, Session session) {
        return strategy instanceof BlockingStrategy blocking
                ? new BlockingWaiter(
                        session.receiverSleep(),
                        false,
                        session::sendersCanWake,
                        blocking.spinBoundNs())
                : idleWaiter(strategy);
    }

    /** How a new sender waits; may call the user's code. */
    static Waiter senderWaiter(WaitStrategy strategy, Session session) {
        return strategy instanceof BlockingStrategy blocking
                ? new BlockingWaiter(
                        session.sendersSleep(),
                        true,
                        session::receiverCanWake,
                        blocking.spinBoundNs())
                : idleWaiter(strategy);
    }

    private static Waiter idleWaiter(WaitStrategy strategy) {
        return new IdleWaiter(
                Objects.requireNonNull(
                        strategy.newIdleStrategy(), "the wait strategy's idle strategy"));
    }
}
