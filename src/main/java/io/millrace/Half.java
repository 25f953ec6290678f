package io.millrace;

import io.millrace.liveness.LocalHalf;
import io.millrace.liveness.Session;
import io.millrace.memory.Memory;
import io.millrace.memory.Padded;
import io.millrace.ring.RingSide;
import io.millrace.wait.Waiter;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What sender and receiver have in common: a slot, a side of the ring, a wait, and a close that may
 * come from any thread.
 */
abstract class Half extends Padded implements LocalHalf, RingSide.Keeper {
    final Session session;
    final Memory memory;
    final int slot;
    final Waiter waiter;

    private final AtomicBoolean finished = new AtomicBoolean();

    Half(Session session, int slot, Waiter waiter) {
        this.session = session;
        this.memory = session.memory();
        this.slot = slot;
        this.waiter = waiter;
    }

    @Override
    public final int slot() {
        return slot;
    }

    @Override
    public final void wake() {
        waiter.wake();
    }

    /** Its side of the ring. */
    abstract RingSide side();

    /** What this half is called in messages. */
    abstract String name();

    /** Gives up what a dead or closing user left open. */
    abstract void abandon();

    /** One step of a wait, until this time at most; throws when the wait has to end. */
    final void idle(long deadlineNs) {
        if (isCloseRequested()) {
            throw closedHere();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ChannelInterruptedException("interrupted while a " + name() + " waited");
        }
        if (!waiter.spin()) {
            waiter.sleep(
                    Math.min(Deadlines.left(deadlineNs), untilOwnBusinessNs()), publishAwaited());
        }
    }

    /** Nanoseconds until this half has something to do that nobody wakes it for. */
    abstract long untilOwnBusinessNs();

    /**
     * Makes visible what this half waits for, by which whoever wakes may tell; returns it as a
     * number that changes with it.
     */
    abstract long publishAwaited();

    final boolean isCloseRequested() {
        return side().isCloseRequested();
    }

    @Override
    public final ChannelClosedException closedHere() {
        return new ChannelClosedException("this " + name() + " is closed");
    }

    @Override
    public final void close() {
        side().requestClose();
        wake();
        if (!side().isLeftToUser()) {
            finish();
        }
    }

    /** Closes a half that nobody can reach any more. */
    final void closeUnreachable() {
        side().requestClose();
        finish();
    }

    @Override
    public final void finish() {
        if (finished.compareAndSet(false, true)) {
            abandon();
            side().abandoned();
            session.leave(slot);
            Sessions.release(session);
        }
    }

    @Override
    public final IllegalStateException misuse() {
        return new IllegalStateException("this " + name() + " is in use: " + useHint());
    }

    /** What a user may have done wrong. */
    abstract String useHint();
}
