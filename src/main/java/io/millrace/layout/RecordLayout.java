package io.millrace.layout;

/**
 * One record of the ring. Every record starts at a multiple of {@link #ALIGNMENT}, which is a cache
 * line, so that two senders, or a sender and the receiver, never write and read the same line at
 * the same time.
 *
 * <pre>
 *   0         1         2         3         4         5         6
 *   0123456789012345678901234567890123456789012345678901234567890123
 *  +-------+---+---+-----------------------------------------------
 *  | stamp |len|slt| payload ...
 *  +-------+---+---+-----------------------------------------------
 *   stamp  8 bytes: position ^ salt        committed
 *                   ~(position ^ salt)     padding: aborted, recovered, or the rest of a lap
 *                   anything else          not ready
 *   len    4 bytes: length of the payload (of a padding record: its extent less the header)
 *   slt    4 bytes: slot of the sender that owns the record
 * </pre>
 *
 * A position never comes back, so whatever an earlier lap left in the ring cannot pass for a stamp.
 */
public final class RecordLayout {
    /** Bytes before the payload. */
    public static final int HEADER_LENGTH = 16;

    /** Records start at multiples of this many bytes. */
    public static final int ALIGNMENT = 64;

    /** From the record's start to the word that holds length and slot. */
    public static final int LENGTH_AND_SLOT_OFFSET = 8;

    private RecordLayout() {}

    /** Bytes of the ring that a record with this payload takes. */
    public static int extent(int payloadLength) {
        return (payloadLength + HEADER_LENGTH + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /**
     * The longest payload in a ring of this capacity: wrap padding and record together must fit the
     * ring.
     */
    public static int maxPayloadLength(int capacity) {
        return capacity / 2 - HEADER_LENGTH;
    }

    /** The stamp of a committed record. */
    public static long committed(long position, long salt) {
        return position ^ salt;
    }

    /** The stamp of a padding record. */
    public static long padding(long position, long salt) {
        return ~(position ^ salt);
    }

    /** The word of length and slot. */
    public static long lengthAndSlot(int length, int slot) {
        return (length & 0xFFFF_FFFFL) | (long) slot << 32;
    }

    /** The length in such a word. */
    public static int length(long lengthAndSlot) {
        return (int) lengthAndSlot;
    }

    /** The slot in such a word. */
    public static int slot(long lengthAndSlot) {
        return (int) (lengthAndSlot >>> 32);
    }
}
