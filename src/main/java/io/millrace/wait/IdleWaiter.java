package io.millrace.wait;

import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Waits by an idle strategy, which nobody can wake. */
public final class IdleWaiter extends Waiter {
    private static final int BRIEF_LOOKS = 64;

    private final IdleStrategy idle;
    private final boolean brief;
    private int looks;

    /** By this strategy, which no other half uses. */
    public IdleWaiter(IdleStrategy idle) {
        this.idle = idle;
        this.brief = idle instanceof BusySpinIdleStrategy;
    }

    @Override
    public void begin() {
        looks = 0;
        idle.reset();
    }

    @Override
    public boolean spinBriefly() {
        if (!brief || looks == BRIEF_LOOKS) {
            return false;
        }
        looks++;
        Thread.onSpinWait();
        return true;
    }

    @Override
    public boolean spin() {
        looks = 0;
        idle.idle();
        return true;
    }

    @Override
    public void sleep(long limitNs, long awaited) {}

    @Override
    public boolean end() {
        return false;
    }

    @Override
    public void wake() {}
}
