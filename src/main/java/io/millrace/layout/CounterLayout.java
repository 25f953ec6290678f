package io.millrace.layout;

import org.agrona.concurrent.status.CountersReader;

/**
 * The Agrona counters of a channel: which counter id means what. Each counter has two cache lines
 * to itself ({@link CountersReader#COUNTER_LENGTH}), so the cursors that the protocol lives on are
 * counters themselves and a foreign reader sees the very words.
 *
 * <pre>
 *  id  0  producer cursor          3  receiver messages       6  recovered records
 *      1  consumer cursor          4  receiver bytes          7  fenced senders
 *      2  read position            5  receiver empty polls    8  receiver heartbeat
 *  id  9 + 4 * (slot - 1)  + 0 messages  + 1 bytes  + 2 times full  + 3 heartbeat    of the sender in that slot
 * </pre>
 */
public final class CounterLayout {
    /** Where the values start in the file. */
    public static final long VALUES_START = ControlLayout.START + ControlLayout.LENGTH;

    /** Position up to which space has been claimed. */
    public static final int PRODUCER_CURSOR_ID = 0;

    /** Position up to which space may be claimed again. */
    public static final int CONSUMER_CURSOR_ID = 1;

    /** Where the receiver goes on, if that is past the consumer cursor. */
    public static final int READ_POSITION_ID = 2;

    /** Messages that receivers consumed. */
    public static final int RECEIVER_MESSAGES_ID = 3;

    /** Payload bytes that receivers consumed. */
    public static final int RECEIVER_BYTES_ID = 4;

    /** Looks that found nothing. */
    public static final int RECEIVER_EMPTY_POLLS_ID = 5;

    /** Unfinished records of dead senders that were turned into padding. */
    public static final int RECOVERED_RECORDS_ID = 6;

    /** Senders that were declared dropped. */
    public static final int FENCED_SENDERS_ID = 7;

    /** Heartbeat of the receiver. */
    public static final int RECEIVER_HEARTBEAT_ID = 8;

    private static final int FIRST_SENDER_ID = 9;
    private static final int PER_SENDER = 4;

    /** The producer cursor's word. */
    public static final long PRODUCER_CURSOR = value(PRODUCER_CURSOR_ID);

    /** The consumer cursor's word. */
    public static final long CONSUMER_CURSOR = value(CONSUMER_CURSOR_ID);

    /** The read position's word. */
    public static final long READ_POSITION = value(READ_POSITION_ID);

    private CounterLayout() {}

    /** File offset of a counter's value. */
    public static long value(int counterId) {
        return VALUES_START + (long) counterId * CountersReader.COUNTER_LENGTH;
    }

    /** File offset of the messages counter of a sender's slot (1 and up). */
    public static long senderMessages(int slot) {
        return value(firstId(slot));
    }

    /** File offset of the bytes counter of a sender's slot. */
    public static long senderBytes(int slot) {
        return value(firstId(slot) + 1);
    }

    /** File offset of the times-full counter of a sender's slot. */
    public static long senderTimesFull(int slot) {
        return value(firstId(slot) + 2);
    }

    /** File offset of the heartbeat of any slot, the receiver's (0) too. */
    public static long heartbeat(int slot) {
        return slot == ParticipantLayout.RECEIVER_SLOT
                ? value(RECEIVER_HEARTBEAT_ID)
                : value(firstId(slot) + 3);
    }

    /** Number of counters of a channel for this many senders. */
    public static int count(int maxSenders) {
        return FIRST_SENDER_ID + PER_SENDER * maxSenders;
    }

    /** The label of a counter. */
    public static String label(int counterId) {
        if (counterId < FIRST_SENDER_ID) {
            return switch (counterId) {
                case PRODUCER_CURSOR_ID -> "producer cursor";
                case CONSUMER_CURSOR_ID -> "consumer cursor";
                case READ_POSITION_ID -> "read position";
                case RECEIVER_MESSAGES_ID -> "receiver messages";
                case RECEIVER_BYTES_ID -> "receiver bytes";
                case RECEIVER_EMPTY_POLLS_ID -> "receiver empty polls";
                case RECOVERED_RECORDS_ID -> "recovered records";
                case FENCED_SENDERS_ID -> "fenced senders";
                default -> "receiver heartbeat";
            };
        }
        int slot = (counterId - FIRST_SENDER_ID) / PER_SENDER + 1;
        String what =
                switch ((counterId - FIRST_SENDER_ID) % PER_SENDER) {
                    case 0 -> "messages";
                    case 1 -> "bytes";
                    case 2 -> "times full";
                    default -> "heartbeat";
                };
        return "sender " + slot + " " + what;
    }

    private static int firstId(int slot) {
        return FIRST_SENDER_ID + PER_SENDER * (slot - 1);
    }
}
