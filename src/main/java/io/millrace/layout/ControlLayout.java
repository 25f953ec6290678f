package io.millrace.layout;

/**
 * The page of control words behind the header. Each word has a pair of cache lines to itself.
 *
 * <pre>
 *  4096  attach word: epoch (32 bits) | senders attached in this epoch (31 bits) | closed (1 bit)
 *  4224  table changes: raised whenever a sender takes a slot, leaves it, or is fenced
 *  4352  the receiver's sleep word: wake-ups (63 bits) | somebody may sleep (1 bit)
 *  4480  the senders' sleep word, the same
 *  4608  epoch of the next sole sender
 * </pre>
 */
public final class ControlLayout {
    /** Where the page starts. */
    public static final long START = 4096;

    /** The attach word. */
    public static final long ATTACH_WORD = START;

    /** How often the participant table has changed. */
    public static final long TABLE_CHANGES = START + 128;

    /** On which a receiver sleeps that waits for a message. */
    public static final long RECEIVER_SLEEP = START + 256;

    /** On which senders sleep that wait for room. */
    public static final long SENDERS_SLEEP = START + 384;

    /** The epoch that the next sole sender takes. */
    public static final long SOLE_EPOCH = START + 512;

    /** Length of the page. */
    public static final long LENGTH = 4096;

    private static final long CLOSED = 1;
    private static final int COUNT_SHIFT = 1;
    private static final long COUNT_MASK = 0x7FFF_FFFFL;
    private static final int EPOCH_SHIFT = 32;

    private ControlLayout() {}

    /** Whether the closed bit is set in an attach word. */
    public static boolean isClosed(long attachWord) {
        return (attachWord & CLOSED) != 0;
    }

    /** The attach word with the closed bit. */
    public static long closed(long attachWord) {
        return attachWord | CLOSED;
    }

    /** How many senders attached in the word's epoch; stays at its maximum once it is reached. */
    public static long attachCount(long attachWord) {
        return attachWord >>> COUNT_SHIFT & COUNT_MASK;
    }

    /**
     * The attach word after one more sender. Never zero again in an epoch: past the maximum it goes
     * on at half of it, so that two successive words always differ.
     */
    public static long withOneMore(long attachWord) {
        long count =
                attachCount(attachWord) == COUNT_MASK
                        ? COUNT_MASK / 2
                        : attachCount(attachWord) + 1;
        return (attachWord & ~(COUNT_MASK << COUNT_SHIFT)) | count << COUNT_SHIFT;
    }

    /** The first attach word of the next epoch: open, nobody attached. */
    public static long nextEpoch(long attachWord) {
        return ((attachWord >>> EPOCH_SHIFT) + 1) << EPOCH_SHIFT;
    }
}
