package io.millrace.wait;

import io.millrace.memory.Memory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Spins for a moment, then sleeps in the kernel on a {@link SleepWord} until the other side wakes
 * it.
 *
 * <p>Where the kernel can't be asked, or until it can be, parks for a millisecond at most; also
 * where some other half of the channel can't wake. A virtual thread parks, and leaves its carrier
 * to others: a {@link StandIn} sleeps in its place.
 */
public final class BlockingWaiter extends Waiter {
    /**
     * A wake-up whose sender was killed or stopped between its two steps is late by this at most.
     */
    static final long LONGEST_SLEEP_NS = TimeUnit.MILLISECONDS.toNanos(250);

    /** The same where a thousand threads may sleep at once, each time-out a switch or two. */
    static final long LONGEST_VIRTUAL_SLEEP_NS = TimeUnit.SECONDS.toNanos(1);

    static final long LONGEST_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SHORTEST_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);

    /** About a microsecond, in which the clock is not asked. */
    private static final int UNTIMED_LOOKS = 64;

    /** Between two looks at the clock, which take about as long. */
    private static final int BRIEF_LOOKS = 8;

    private final SleepWord word;
    private final boolean shared;
    private final BooleanSupplier othersCanWake;
    private final SpinTime spinTime;

    private InterruptibleWait kernelWait;
    private StandIn standIn;

    private int briefLooks;
    private boolean timed;
    private boolean spinning;
    private boolean slept;
    private long startNs;
    private long spinNs;
    private long parkNs;

    private boolean armed;
    private boolean graceOver;
    private long armedValue;
    private long armedFor;
    private long armedAtNs;

    private volatile Thread parked;

    /**
     * On this word.
     *
     * @param shared whether other halves sleep on it too.
     * @param othersCanWake whether all who would have to wake this half can.
     * @param spinBoundNs the longest spin of a wait, in nanoseconds.
     */
    public BlockingWaiter(
            SleepWord word, boolean shared, BooleanSupplier othersCanWake, long spinBoundNs) {
        this.word = word;
        this.shared = shared;
        this.othersCanWake = othersCanWake;
        this.spinTime = new SpinTime(spinBoundNs);
    }

    @Override
    public void begin() {
        briefLooks = UNTIMED_LOOKS;
        timed = false;
        slept = false;
    }

    @Override
    public boolean spinBriefly() {
        if (briefLooks == 0) {
            return false;
        }
        briefLooks--;
        Thread.onSpinWait();
        return true;
    }

    @Override
    public boolean spin() {
        return spinBriefly() || spinByTheClock();
    }

    private boolean spinByTheClock() {
        if (!timed) {
            timed = true;
            startNs = System.nanoTime();
            spinNs = spinTime.nextNs();
            parkNs = SHORTEST_PARK_NS;
            spinning = !VirtualThreads.isVirtual(Thread.currentThread());
        }
        spinning = spinning && System.nanoTime() - startNs < spinNs;
        if (spinning) {
            briefLooks = BRIEF_LOOKS;
            Thread.onSpinWait();
        }
        return spinning;
    }

    @Override
    public void sleep(long limitNs, long awaited) {
        slept = true;
        Futex futex = word.futex();
        if (!futex.isKernel() || word.address() == 0) {
            park(Math.min(limitNs, parkNs));
            parkNs = Math.min(2 * parkNs, LONGEST_PARK_NS);
            return;
        }
        if (!armed || awaited != armedFor) {
            arm();
            armedFor = awaited;
            return;
        }
        boolean virtual = VirtualThreads.isVirtual(Thread.currentThread());
        long ns = Math.min(limitNs, longestSleepNs(virtual));
        if (virtual) {
            sleepByStandIn(ns);
        } else {
            sleepInTheKernel(futex, ns);
        }
        if (!word.holds(armedValue)) {
            armed = false;
        } else if (!graceOver) {
            graceOver = System.nanoTime() - armedAtNs >= Memory.STORE_GRACE_NS;
        }
    }

    /** Announces the sleep; the half looks once more before it begins. */
    private void arm() {
        armedValue = word.arm();
        armed = true;
        graceOver = false;
        armedAtNs = System.nanoTime();
    }

    private long longestSleepNs(boolean virtual) {
        if (!graceOver) {
            return Memory.STORE_GRACE_NS;
        }
        if (!othersCanWake.getAsBoolean()) {
            return LONGEST_PARK_NS;
        }
        return virtual ? LONGEST_VIRTUAL_SLEEP_NS : LONGEST_SLEEP_NS;
    }

    private void sleepInTheKernel(Futex futex, long ns) {
        if (kernelWait == null) {
            kernelWait =
                    new InterruptibleWait(futex, (address, expected) -> word.release(expected));
        }
        kernelWait.await(word.address(), (int) armedValue, ns);
    }

    private void sleepByStandIn(long ns) {
        if (standIn == null) {
            standIn = new StandIn(word, shared);
        }
        parked = Thread.currentThread();
        try {
            standIn.await(armedValue, ns);
        } finally {
            parked = null;
        }
    }

    private void park(long ns) {
        parked = Thread.currentThread();
        LockSupport.parkNanos(this, ns);
        parked = null;
    }

    @Override
    public boolean end() {
        spinTime.waited(timed ? System.nanoTime() - startNs : 0);
        if (armed) {
            armed = false;
            if (!shared) {
                word.disarm();
            }
        }
        return slept;
    }

    @Override
    public void wake() {
        word.wakeAll();
        LockSupport.unpark(parked);
    }
}
