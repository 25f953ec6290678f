package io.millrace.layout;

/**
 * One slot of the participant table: who holds a half of the channel. Slot 0 is the receiver's, the
 * senders have slots 1 to {@code maxSenders}. A slot has a pair of cache lines to itself; its
 * heartbeat is a counter ({@link CounterLayout#heartbeat}).
 *
 * <pre>
 *   0  state word: incarnation (56 bits) | state (8 bits)
 *   8  intent: position of the claim | its extent in units of 64 bytes (6 bits); 0 none; extent 63: see the next word
 *  16  long extent, in bytes, of an intent that says 63
 *  24  process id          (for display only)
 *  32  process start, ms since the epoch   (for display only)
 *  40  attached at, ms since the epoch     (for display only)
 *  48  last heartbeat at, ms since the epoch (for display only)
 *  56  base: where the shared mode went on after this sender was the sole one; the marker until that is settled
 *  64  by what the owner wakes others: 0 not known yet, 1 nothing, 2 futex by JNA, 3 futex by java.lang.foreign
 * </pre>
 */
public final class ParticipantLayout {
    /** The receiver's slot. */
    public static final int RECEIVER_SLOT = 0;

    /** Bytes of a slot. */
    public static final int SLOT_LENGTH = 128;

    /** From the slot's start to the state word. */
    public static final int STATE_OFFSET = 0;

    /** From the slot's start to the intent. */
    public static final int INTENT_OFFSET = 8;

    /** From the slot's start to the long extent. */
    public static final int LONG_EXTENT_OFFSET = 16;

    /** From the slot's start to the process id. */
    public static final int PID_OFFSET = 24;

    /** From the slot's start to the process start. */
    public static final int PROCESS_START_OFFSET = 32;

    /** From the slot's start to the time of attach. */
    public static final int ATTACHED_AT_OFFSET = 40;

    /** From the slot's start to the time of the last heartbeat. */
    public static final int BEAT_AT_OFFSET = 48;

    /** From the slot's start to the base word of the sole mode. */
    public static final int BASE_OFFSET = 56;

    /** From the slot's start to what the owner wakes others by. */
    public static final int WAKES_BY_OFFSET = 64;

    /** State: never used, or reaped. */
    public static final int FREE = 0;

    /** State: being taken; counts as open. */
    public static final int JOINING = 1;

    /** State: in use. */
    public static final int OPEN = 2;

    /** State: closed by its owner; may be taken again. */
    public static final int CLOSED = 3;

    /** State: declared dropped while its owner may still live. */
    public static final int FENCED = 4;

    private static final int STATE_BITS = 8;

    private ParticipantLayout() {}

    /** A state word. */
    public static long stateWord(long incarnation, int state) {
        return incarnation << STATE_BITS | state;
    }

    /** The state in a state word, as read: not necessarily one of the constants. */
    public static int state(long stateWord) {
        return (int) stateWord & 0xFF;
    }

    /** The incarnation in a state word. */
    public static long incarnation(long stateWord) {
        return stateWord >>> STATE_BITS;
    }

    /** Whether a half in this state word counts as attached. */
    public static boolean isAttached(long stateWord) {
        int state = state(stateWord);
        return state == OPEN || state == JOINING;
    }

    /** The state's name, for people. */
    public static String stateName(long stateWord) {
        return switch (state(stateWord)) {
            case FREE -> "free";
            case JOINING -> "joining";
            case OPEN -> "open";
            case CLOSED -> "closed";
            case FENCED -> "fenced";
            default -> "unknown (" + state(stateWord) + ")";
        };
    }
}
