package io.millrace.layout;

import org.agrona.concurrent.status.CountersReader;

/**
 * Where everything is in a channel file, from its capacity and its number of sender slots. All
 * offsets are in bytes from the start of the file, all regions start at a page.
 *
 * <pre>
 *  +------------------+ 0
 *  | header           |   see {@link HeaderLayout}; never written again once the channel has its name
 *  +------------------+ 4096
 *  | control words    |   see {@link ControlLayout}
 *  +------------------+ 8192
 *  | counter values   |   Agrona, 128 bytes a counter; see {@link CounterLayout}
 *  +------------------+
 *  | counter metadata |   Agrona, 512 bytes a counter
 *  +------------------+
 *  | participants     |   128 bytes a slot; see {@link ParticipantLayout}
 *  +------------------+
 *  | ring             |   capacity bytes; see {@link RecordLayout}
 *  +------------------+ file length
 * </pre>
 */
public final class FileLayout {
    /** Smallest ring, in bytes. */
    public static final int MIN_CAPACITY = 1024;

    /**
     * Largest ring, in bytes: a power of two that fits one mapping of Java with all else in the
     * file.
     */
    public static final int MAX_CAPACITY = 1 << 30;

    /** Largest number of sender slots. */
    public static final int MAX_SENDERS = 1024;

    private static final int PAGE = 4096;

    private final int capacity;
    private final int maxSenders;
    private final long valuesLength;
    private final long metadataOffset;
    private final long metadataLength;
    private final long participantsOffset;
    private final long participantsLength;
    private final long ringOffset;

    /** The layout for these two numbers, which the caller has checked. */
    public FileLayout(int capacity, int maxSenders) {
        this.capacity = capacity;
        this.maxSenders = maxSenders;
        int counters = CounterLayout.count(maxSenders);
        valuesLength = (long) counters * CountersReader.COUNTER_LENGTH;
        metadataOffset = page(CounterLayout.VALUES_START + valuesLength);
        metadataLength = (long) counters * CountersReader.METADATA_LENGTH;
        participantsOffset = page(metadataOffset + metadataLength);
        participantsLength = (long) (maxSenders + 1) * ParticipantLayout.SLOT_LENGTH;
        ringOffset = page(participantsOffset + participantsLength);
    }

    private static long page(long offset) {
        return (offset + PAGE - 1) & -PAGE;
    }

    /** Whether a ring may have this capacity. */
    public static boolean isCapacity(long bytes) {
        return bytes >= MIN_CAPACITY && bytes <= MAX_CAPACITY && Long.bitCount(bytes) == 1;
    }

    /** Bytes of the ring. */
    public int capacity() {
        return capacity;
    }

    /** Number of sender slots. */
    public int maxSenders() {
        return maxSenders;
    }

    /** The longest message. */
    public int maxMessageLength() {
        return RecordLayout.maxPayloadLength(capacity);
    }

    /** Length of the counter values. */
    public long valuesLength() {
        return valuesLength;
    }

    /** Start of the counter metadata. */
    public long metadataOffset() {
        return metadataOffset;
    }

    /** Length of the counter metadata. */
    public long metadataLength() {
        return metadataLength;
    }

    /** Start of the participant table. */
    public long participantsOffset() {
        return participantsOffset;
    }

    /** Length of the participant table. */
    public long participantsLength() {
        return participantsLength;
    }

    /** Start of a slot of the participant table. */
    public long slot(int slot) {
        return participantsOffset + (long) slot * ParticipantLayout.SLOT_LENGTH;
    }

    /** Start of the ring. */
    public long ringOffset() {
        return ringOffset;
    }

    /**
     * Start of the record at a position. Inside the ring and aligned whatever the position is, so
     * that nobody who damages a cursor makes others write outside of the file.
     */
    public long record(long position) {
        return ringOffset + (position & placeMask());
    }

    /**
     * What of a position is its record's place in the ring: {@code position & placeMask()}, a
     * multiple of {@link RecordLayout#ALIGNMENT}.
     */
    public int placeMask() {
        return capacity - RecordLayout.ALIGNMENT;
    }

    /** Bytes from the record at a position to the end of the lap. */
    public int room(long position) {
        return capacity - ((int) position & placeMask());
    }

    /** Length of the file. */
    public long fileLength() {
        return ringOffset + capacity;
    }
}
