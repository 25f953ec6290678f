package io.millrace.wait;

import io.millrace.memory.Padded;

/**
 * How one half waits. The half looks, and calls {@link #spinBriefly}, {@link #spin} or {@link
 * #sleep} between two looks.
 *
 * <p>For one thread at a time, except {@link #wake}.
 */
public abstract class Waiter extends Padded {
    /** For the kinds of waiting in this package. */
    Waiter() {}

    /** A wait begins. */
    public abstract void begin();

    /**
     * Spends a moment awake that is so short that the half then looks for nothing but what it waits
     * for, and says true; or says false when a look at the clock and at all else is due, and {@link
     * #spin} or {@link #sleep} after it.
     */
    public abstract boolean spinBriefly();

    /** Spends a moment awake, and says true; or says false when it is time to sleep. */
    public abstract boolean spin();

    /**
     * Sleeps until a wake-up, an interrupt, or for a while. The half looks again after each return.
     *
     * @param limitNs the longest time, in nanoseconds.
     * @param awaited what the half waits for, as a number that changes with it. Whoever wakes may
     *     tell by what the half published before this call whether it is waited for; so a sleep
     *     that was announced for something else is announced anew.
     */
    public abstract void sleep(long limitNs, long awaited);

    /** The wait is over, for whatever reason; returns whether it has slept. */
    public abstract boolean end();

    /** Ends a sleep, or keeps one from beginning before the half has looked; for any thread. */
    public abstract void wake();
}
