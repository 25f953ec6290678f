package io.millrace.wait;

import org.agrona.concurrent.IdleStrategy;

/** Waits by an idle strategy, which nobody can wake. */
public final class IdleWaiter extends Waiter {
    private final IdleStrategy idle;

    /** By this strategy, which no other half uses. */
    public IdleWaiter(IdleStrategy idle) {
        this.idle = idle;
    }

    @Override
    public void begin() {
        idle.reset();
    }

    @Override
    public boolean spin() {
        idle.idle();
        return true;
    }

    @Override
    public void sleep(long limitNs) {}

    @Override
    public boolean end() {
        return false;
    }

    @Override
    public void wake() {}
}
