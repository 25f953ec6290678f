package io.millrace.ring;

import io.millrace.memory.FieldHandles;
import io.millrace.memory.Memory;
import io.millrace.memory.PlacedWords;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A side of the ring, as one thread at a time uses it and any thread may close it. The use is noted
 * in the object that the ring's own code writes for every message: each object more costs a load
 * after every fence.
 *
 * <p>A call is bracketed by {@link #enter} and {@link #exit}. Misuse by two threads at once is
 * found by a plain flag: not always, but nearly so, and for two stores into a line that the thread
 * owns. A close from another thread asks first and looks at the flag after a grace period that
 * outlasts any store buffer: either the user has seen the request, or the flag says that it is
 * inside and will see it when it leaves. Whoever of the two comes last closes.
 */
public abstract class RingSide extends PlacedWords {
    /** Who answers for this side. */
    public interface Keeper {
        /** What a second user is told. */
        RuntimeException misuse();

        /** What a user is told after the close. */
        RuntimeException closedHere();

        /** The close that was asked for during a use can go on. */
        void finish();
    }

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

    private final Keeper keeper;

    /** Read by its handle. */
    @SuppressWarnings("UnusedVariable")
    private volatile boolean closeRequested;

    private int use = IDLE;
    private Thread user;

    /** A side that this keeper answers for; without one it cannot be entered. */
    protected RingSide(Memory memory, Keeper keeper) {
        super(memory);
        this.keeper = keeper;
    }

    /** Begins a call by one thread. */
    public final void enter() {
        enter(IN_CALL);
    }

    /**
     * Begins a call by one thread that opens a claim of this length. Until it has got it, it runs
     * no code of others, or says so by {@link #stayInCall}.
     */
    public final void enterClaim(int length) {
        enter(IN_CLAIM | length);
    }

    private void enter(int as) {
        if (use != IDLE) {
            throw keeper.misuse();
        }
        use = as;
        // SYNC close: the flag before the look; pairs with isUsedByOther
        Memory.storeLoadCompilerFence();
        if (isCloseRequested()) {
            exit();
            throw keeper.closedHere();
        }
        if (user != Thread.currentThread()) {
            user = Thread.currentThread();
        }
    }

    /** The call has no claim yet. */
    public final void stayInCall() {
        use = IN_CALL;
    }

    /** The call has got a claim of this length, which is open until {@link #exit}. */
    public final void openClaim(int length) {
        use = IN_CLAIM | length;
    }

    /** The call has got a batch, which is open until {@link #exit}. */
    public final void openBatch() {
        use = IN_BATCH;
    }

    /** Whether a claim is open. */
    public final boolean isClaimOpen() {
        return use < 0;
    }

    /** Length of the open claim. */
    public final int claimedLength() {
        return use & ~IN_CLAIM;
    }

    /** Whether a batch is open. */
    public final boolean isBatchOpen() {
        return use == IN_BATCH;
    }

    /** Ends a call, a claim or a batch. */
    public final void exit() {
        use = IDLE;
        // SYNC close: the flag before the look; pairs with isUsedByOther
        Memory.storeLoadCompilerFence();
        if (isCloseRequested()) {
            keeper.finish();
        }
    }

    /** Asks for the close. */
    public final void requestClose() {
        closeRequested = true;
    }

    /** Whether the close was asked for. */
    public final boolean isCloseRequested() {
        return (boolean) CLOSE_REQUESTED.getOpaque(this);
    }

    /**
     * After {@link #requestClose}: whether the thread inside, this one or another, is to go on with
     * the close when it leaves.
     */
    public final boolean isLeftToUser() {
        return isUsedByOther() || isInOwnCall();
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

    /** What was open has been given up. */
    public final void abandoned() {
        use = IDLE;
    }
}
