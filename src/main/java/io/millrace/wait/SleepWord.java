package io.millrace.wait;

import io.millrace.memory.Memory;
import io.millrace.memory.Padded;
import java.util.function.Supplier;

/**
 * A word of a channel on which threads of several processes sleep: the receiver on one, senders
 * that wait for room on another.
 *
 * <p>Assumptions: who sleeps arms the word, looks for its reason to go on, sleeps for {@link
 * Memory#STORE_GRACE_NS} at most, looks again, and only then sleeps long; each sleep compares the
 * value that {@link #arm} returned, and has a time-out. Who wakes makes its change visible to those
 * that look, and then looks at the word, with the compiler kept from turning the two around. Who
 * wakes may leave a sleeper alone that waits for another change; it tells by what the sleeper has
 * made visible before it armed the word, and the sleeper arms it anew when that changes.
 *
 * <p>Guarantees: the change that the sleeper waits for, made before or during a sleep, ends it.
 * {@code native-notes/waiting.md} has the argument.
 *
 * <p>Progress: lock-free; no system call unless the word is armed.
 *
 * <pre>
 *  count of wake-ups (63 bits) | armed (1 bit)
 * </pre>
 *
 * The kernel compares the low half, which on the little-endian hosts with a futex comes first.
 */
public final class SleepWord extends Padded {
    private static final long ARMED = 1;
    private static final long STEP = 2;

    private final Memory memory;
    private final long offset;
    private final long address;
    private final Supplier<Futex> futex;

    /** The word at this offset of a channel's memory. */
    public SleepWord(Memory memory, long offset, Supplier<Futex> futex) {
        this.memory = memory;
        this.offset = offset;
        this.address = memory.addressOf(offset);
        this.futex = futex;
    }

    /** Whether somebody may sleep here. */
    public boolean isArmed() {
        // SYNC sleep: after the waker's change; pairs with arm
        return isArmed(memory.getLongOpaque(offset));
    }

    /** The same, by the word, for a waker that finds it without this object. */
    public static boolean isArmed(long word) {
        return (word & ARMED) != 0;
    }

    /** The same, before a look at what the sleeper published before it armed the word. */
    public boolean isStillArmed() {
        // SYNC awaited: before that look; pairs with arm
        return (memory.getLongVolatile(offset) & ARMED) != 0;
    }

    /** Announces a sleep, with a full fence; returns the value to sleep on. */
    long arm() {
        while (true) {
            long word = memory.getLongVolatile(offset);
            // SYNC sleep: a full fence before the sleeper's look; pairs with isArmed
            // SYNC awaited: after what the sleeper waits for; pairs with isStillArmed
            if (memory.compareAndSetLong(offset, word, word | ARMED)) {
                return word | ARMED;
            }
        }
    }

    /** Whether nobody has woken the sleepers since {@link #arm} returned this value. */
    boolean holds(long value) {
        return memory.getLongVolatile(offset) == value;
    }

    /** Takes the announcement back; for the only sleeper. */
    void disarm() {
        change();
    }

    /** Wakes all who sleep. */
    public void wakeAll() {
        if (change()) {
            futex().wake(address, Integer.MAX_VALUE);
        }
    }

    /**
     * Wakes one of those who sleep; the others keep their announcement. Whoever is about to sleep
     * looks again.
     */
    public void wakeOne() {
        long word = memory.getLongVolatile(offset);
        while ((word & ARMED) != 0) {
            if (memory.compareAndSetLong(offset, word, word + STEP)) {
                if (futex().wake(address, 1) == 0) {
                    wakeAll();
                }
                return;
            }
            word = memory.getLongVolatile(offset);
        }
    }

    private boolean change() {
        long word = memory.getLongVolatile(offset);
        while ((word & ARMED) != 0) {
            if (memory.compareAndSetLong(offset, word, (word + STEP) & ~ARMED)) {
                return true;
            }
            word = memory.getLongVolatile(offset);
        }
        return false;
    }

    /** Where the word is in this process; 0 where the kernel cannot be told. */
    long address() {
        return address;
    }

    /** What this process sleeps and wakes by now. */
    Futex futex() {
        return futex.get();
    }

    /** Makes the word differ from the value that a thread sleeps on, for an interrupt. */
    void release(int expected) {
        long word = memory.getLongVolatile(offset);
        while ((int) word == expected
                && !memory.compareAndSetLong(offset, word, (word + STEP) & ~ARMED)) {
            word = memory.getLongVolatile(offset);
        }
    }
}
