package io.millrace.memory;

import org.agrona.UnsafeApi;

/**
 * The words of a channel for an object that looks at them for every message, at {@link
 * Memory#placeOf places} that it has worked out once. Where a place is an address the accesses are
 * static: for a call on the memory the compiler asks, after every acquire load and every fence
 * anew, whether there is one.
 */
public abstract class PlacedWords extends Padded {
    /** The words, by offset. */
    protected final Memory memory;

    private final boolean hasAddresses;

    /** Of this memory. */
    protected PlacedWords(Memory memory) {
        this.memory = memory;
        this.hasAddresses = memory.hasAddresses();
    }

    /** {@link Memory#getLong} at a {@link Memory#placeOf place}. */
    protected final long getLongAt(long place) {
        return hasAddresses ? UnsafeApi.getLong(null, place) : memory.getLong(place);
    }

    /** {@link Memory#getLongOpaque} at a place. */
    protected final long getLongOpaqueAt(long place) {
        return hasAddresses ? UnsafeApi.getLongOpaque(null, place) : memory.getLongOpaque(place);
    }

    /** {@link Memory#getLongAcquire} at a place. */
    protected final long getLongAcquireAt(long place) {
        return hasAddresses ? UnsafeApi.getLongAcquire(null, place) : memory.getLongAcquire(place);
    }

    /** {@link Memory#putLong} at a place. */
    protected final void putLongAt(long place, long value) {
        if (hasAddresses) {
            UnsafeApi.putLong(null, place, value);
        } else {
            memory.putLong(place, value);
        }
    }

    /** {@link Memory#putLongRelease} at a place. */
    protected final void putLongReleaseAt(long place, long value) {
        if (hasAddresses) {
            UnsafeApi.putLongRelease(null, place, value);
        } else {
            memory.putLongRelease(place, value);
        }
    }
}
