package io.millrace.memory;

import org.agrona.UnsafeApi;

/**
 * The shared words of one channel, addressed by byte offset from the start of its file.
 *
 * <p>Everything that the protocol does to a word goes through this class, so a test can drive the
 * real algorithms over a {@code long[]}, stop them between two steps, or kill the process there. It
 * is an abstract class and not an interface because the compiler then inlines the single loaded
 * subclass without a type guard.
 *
 * <p>Offsets are multiples of eight and inside the file; the callers' layout classes see to that,
 * nothing is checked here. The memory order is in each method's name, as in Agrona's {@code
 * AtomicBuffer}.
 */
public abstract class Memory extends Padded {
    /**
     * A store is visible to all after this time at the latest, in ns. A processor's store buffer
     * drains within microseconds; a thread that loses its processor drains it with that.
     */
    public static final long STORE_GRACE_NS = 1_000_000;

    /**
     * Where a word is in this process, for the kernel to sleep on; 0 where there is no such place.
     */
    public long addressOf(long offset) {
        return 0;
    }

    /** Whether words have addresses in this process, at which they are to be found at any time. */
    public boolean hasAddresses() {
        return false;
    }

    /** Where a word is, worked out once: its address, or its offset where there are none. */
    public long placeOf(long offset) {
        return offset;
    }

    /** Plain load. */
    public abstract long getLong(long offset);

    /** Load in no order with other words, which the compiler neither leaves out nor repeats. */
    public abstract long getLongOpaque(long offset);

    /** Load that no later access can overtake. */
    public abstract long getLongAcquire(long offset);

    /** Load in the total order of volatile accesses. */
    public abstract long getLongVolatile(long offset);

    /** Plain store. */
    public abstract void putLong(long offset, long value);

    /** Store that no earlier access can fall behind. */
    public abstract void putLongRelease(long offset, long value);

    /** Store in the total order of volatile accesses, followed by a full fence. */
    public abstract void putLongVolatile(long offset, long value);

    /** Atomic compare-and-set, a full fence whether it succeeds or not. */
    public abstract boolean compareAndSetLong(long offset, long expected, long value);

    /** Atomic addition, a full fence; returns the value before. */
    public abstract long getAndAddLong(long offset, long delta);

    /**
     * Waits until every store that a running thread made before this call is visible here: longer
     * than a processor keeps a store to itself ({@link #STORE_GRACE_NS}).
     */
    public abstract void awaitForeignStores();

    /**
     * Keeps the compiler from moving a later load before an earlier store; no instruction on x86.
     */
    public static void storeLoadCompilerFence() {
        UnsafeApi.storeFence();
    }
}
