package io.millrace;

import io.millrace.liveness.LocalHalf;
import io.millrace.liveness.Session;
import io.millrace.memory.FieldHandles;
import io.millrace.memory.Memory;
import io.millrace.memory.Padded;
import io.millrace.wait.Waiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What sender and receiver have in common: a slot, one user at a time, a wait, and a close that may
 * come from any thread.
 *
 * <p>A call on a half is bracketed by {@link #enter} and {@link #exit}. Misuse by two threads at
 * once is found by a plain flag: not always, but nearly so, and for two stores into a line that the
 * thread owns. A close from another thread asks first and looks at the flag after a grace period
 * that outlasts any store buffer: either the user has seen the request, or the flag says that it is
 * inside and will see it when it leaves. Whoever of the two comes last closes.
 */
abstract class Half extends Padded implements LocalHalf {
    /** Nobody is inside. */
    private static final int IDLE = 0;

    /** A thread is inside a call. */
    private static final int IN_CALL = 1;

    /** A batch is open. */
    private static final int IN_BATCH = 2;

    /** A claim is open, or a call is inside that opens one; the other bits are its length. */
    private static final int IN_CLAIM = 1 << 31;

    private static final VarHandle CLOSE_REQUESTED =
            FieldHandles.find(MethodHandles.lookup(), "closeRequested", boolean.class);

    final Session session;
    final Memory memory;
    final int slot;
    final Waiter waiter;

    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile boolean closeRequested;
    private int use = IDLE;
    private Thread user;

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

    /** What this half is called in messages. */
    abstract String name();

    /** Gives up what a dead or closing user left open. */
    abstract void abandon();

    /** Begins a call by one thread. */
    final void enter() {
        enter(IN_CALL);
    }

    /**
     * Begins a call by one thread that opens a claim of this length. Until it has got it, it runs
     * no code of others, or says so by {@link #stayInCall}.
     */
    final void enterClaim(int length) {
        enter(IN_CLAIM | length);
    }

    private void enter(int as) {
        if (use != IDLE) {
            throw misuse();
        }
        use = as;
        // SYNC close: the flag before the look; pairs with isUsedByOther
        Memory.storeLoadCompilerFence();
        if (isCloseRequested()) {
            exit();
            throw closedHere();
        }
        if (user != Thread.currentThread()) {
            user = Thread.currentThread();
        }
    }

    /** The call has no claim yet. */
    final void stayInCall() {
        use = IN_CALL;
    }

    /** The call has got a claim of this length, which is open until {@link #exit}. */
    final void openClaim(int length) {
        use = IN_CLAIM | length;
    }

    /** The call has got a batch, which is open until {@link #exit}. */
    final void openBatch() {
        use = IN_BATCH;
    }

    /** Whether a claim is open. */
    final boolean isClaimOpen() {
        return use < 0;
    }

    /** Length of the open claim. */
    final int claimedLength() {
        return use & ~IN_CLAIM;
    }

    /** Whether a batch is open. */
    final boolean isBatchOpen() {
        return use == IN_BATCH;
    }

    /** Ends a call, a claim or a batch. */
    final void exit() {
        use = IDLE;
        // SYNC close: the flag before the look; pairs with isUsedByOther
        Memory.storeLoadCompilerFence();
        if (isCloseRequested()) {
            finish();
        }
    }

    /** One step of a wait, until this time at most; throws when the wait has to end. */
    final void idle(long deadlineNs) {
        if (closeRequested) {
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
        return (boolean) CLOSE_REQUESTED.getOpaque(this);
    }

    final ChannelClosedException closedHere() {
        return new ChannelClosedException("this " + name() + " is closed");
    }

    @Override
    public final void close() {
        closeRequested = true;
        wake();
        if (isUsedByOther() || isInOwnCall()) {
            return;
        }
        finish();
    }

    /** Closes a half that nobody can reach any more. */
    final void closeUnreachable() {
        closeRequested = true;
        finish();
    }

    private boolean isInOwnCall() {
        return user == Thread.currentThread() && use == IN_CALL;
    }

    /** Whether another thread is inside, or its claim or batch is open; it then closes. */
    private boolean isUsedByOther() {
        if (user == Thread.currentThread()) {
            return false;
        }
        // SYNC close: the request before the look; a first call may be under way, whose flag the
        // processor still delays; pairs with enter and exit
        memory.awaitForeignStores();
        Thread other = user;
        return use != IDLE && other != null && other.isAlive();
    }

    private void finish() {
        if (finished.compareAndSet(false, true)) {
            abandon();
            use = IDLE;
            session.leave(slot);
            Sessions.release(session);
        }
    }

    private IllegalStateException misuse() {
        return new IllegalStateException("this " + name() + " is in use: " + useHint());
    }

    /** What a user may have done wrong. */
    abstract String useHint();
}
