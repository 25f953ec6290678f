package io.millrace.layout;

/**
 * The word by which senders claim space. Not negative: the producer cursor. Negative: one sender
 * has the producer cursor to itself, and the word is that sender's marker.
 *
 * <pre>
 *  bit 63      1, a marker
 *  bit 62      1 once somebody has begun to end the mode
 *  bits 61-11  epoch of the mode, never used twice in a channel
 *  bits 10-0   slot of the sole sender
 * </pre>
 *
 * <p>It shares the cache line of the producer cursor's counter, which follows it for onlookers.
 */
public final class ClaimWord {
    /** The word's place in the file. */
    public static final long OFFSET = CounterLayout.PRODUCER_CURSOR + 32;

    /**
     * The largest position: a channel does not come to it in ten years, and sums of positions and
     * lengths do not overflow before.
     */
    public static final long MAX_POSITION = (1L << 62) - RecordLayout.ALIGNMENT;

    private static final long REVOKED = 1L << 62;
    private static final long NO_POSITION = ~MAX_POSITION;
    private static final int SLOT_BITS = 11;

    private ClaimWord() {}

    /** Whether a value of the word, or of a slot's base word, is a marker and not a position. */
    public static boolean isMarker(long word) {
        return word < 0;
    }

    /** Whether a value is one that the producer cursor can have. */
    public static boolean isPosition(long word) {
        return (word & NO_POSITION) == 0;
    }

    /** The marker of a sole sender. */
    public static long marker(long epoch, int slot) {
        return Long.MIN_VALUE | (epoch << SLOT_BITS & ~REVOKED) | slot;
    }

    /** The same marker, when somebody has begun to end the mode. */
    public static long revoked(long marker) {
        return marker | REVOKED;
    }

    /** The marker as it was when the mode began. */
    public static long active(long marker) {
        return marker & ~REVOKED;
    }

    /** Slot of the sole sender, as read: perhaps none that the channel has. */
    public static int slot(long marker) {
        return (int) marker & ((1 << SLOT_BITS) - 1);
    }
}
