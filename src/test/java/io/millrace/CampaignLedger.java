package io.millrace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the processes of a campaign have done, in a mapped file that outlives each of them: a store
 * into it stands even if the next instruction is never reached.
 */
final class CampaignLedger {
    /** So many senders, one after the other, at most. */
    static final int MAX_IDS = 1 << 14;

    private static final int MAX_PAUSES = 1 << 14;
    private static final int ENTRY = 64;

    private static final int SENDERS = 0;
    private static final int PROGRESS = 64;
    private static final int PAUSES = 128;
    private static final int MESSAGES = 192;
    private static final int REDELIVERED = 256;
    private static final int FENCED = 320;
    private static final int REOPENED = 384;
    private static final int ABORTED = 448;
    private static final int BATCHES = 512;
    private static final int IDS_START = 4096;
    private static final int PAUSES_START = IDS_START + MAX_IDS * ENTRY;
    private static final int LENGTH = PAUSES_START + MAX_PAUSES * ENTRY;

    private static final int ABOUT = 0;
    private static final int SENT = 8;
    private static final int SEEN = 16;
    private static final int GIVEN_BACK = 24;

    private final UnsafeBuffer words;

    CampaignLedger(Path path) {
        try (FileChannel file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            ByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH);
            words = new UnsafeBuffer(mapped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A time without a message, as the receiver has measured it, and how long its threads waited
     * for a core meanwhile.
     */
    record Pause(long fromNs, long toNs, long waitedNs) {}

    // ---- senders

    /** The number of one more sender; the first is 1. */
    int newSender() {
        int id = (int) words.getAndAddLong(SENDERS, 1) + 1;
        if (id >= MAX_IDS) {
            throw new IllegalStateException("more than " + MAX_IDS + " senders");
        }
        return id;
    }

    int senders() {
        return (int) words.getLongVolatile(SENDERS);
    }

    void about(int id, long number) {
        words.putLongVolatile(sender(id) + ABOUT, number);
    }

    void sent(int id, long number) {
        words.putLongVolatile(sender(id) + SENT, number);
    }

    /** The last message that this sender may have sent. */
    long about(int id) {
        return words.getLongVolatile(sender(id) + ABOUT);
    }

    /** The last message of which this sender was told that it is sent. */
    long sent(int id) {
        return words.getLongVolatile(sender(id) + SENT);
    }

    // ---- receivers

    void seen(int id, long number) {
        words.putLongVolatile(sender(id) + SEEN, number);
    }

    void givenBack(int id, long number) {
        words.putLongVolatile(sender(id) + GIVEN_BACK, number);
    }

    /** The last message of this sender that any receiver has seen. */
    long seen(int id) {
        return words.getLongVolatile(sender(id) + SEEN);
    }

    /** Up to here no later receiver may see this sender's messages again. */
    long givenBack(int id) {
        return words.getLongVolatile(sender(id) + GIVEN_BACK);
    }

    void progress(long nowNs) {
        words.putLongVolatile(PROGRESS, nowNs);
    }

    /** When a message was received last. */
    long progress() {
        return words.getLongVolatile(PROGRESS);
    }

    void addPause(Pause pause) {
        long number = words.getAndAddLong(PAUSES, 1);
        if (number < MAX_PAUSES) {
            int at = PAUSES_START + (int) number * ENTRY;
            words.putLong(at + 8, pause.fromNs());
            words.putLong(at + 16, pause.waitedNs());
            words.putLongVolatile(at, pause.toNs());
        }
    }

    /** All pauses that were noted to the end. */
    List<Pause> pauses() {
        List<Pause> all = new ArrayList<>();
        long count = words.getLongVolatile(PAUSES);
        if (count > MAX_PAUSES) {
            throw new IllegalStateException(count + " pauses, room is for " + MAX_PAUSES);
        }
        for (int i = 0; i < count; i++) {
            int at = PAUSES_START + i * ENTRY;
            long to = words.getLongVolatile(at);
            if (to != 0) {
                all.add(new Pause(words.getLong(at + 8), to, words.getLong(at + 16)));
            }
        }
        return all;
    }

    // ---- figures

    void countMessage() {
        count(MESSAGES, 1);
    }

    void countRedelivered(long messages) {
        count(REDELIVERED, messages);
    }

    void countFenced() {
        words.getAndAddLong(FENCED, 1);
    }

    void countReopened() {
        words.getAndAddLong(REOPENED, 1);
    }

    void countAborted() {
        words.getAndAddLong(ABORTED, 1);
    }

    /** Several messages were sent together. */
    void countBatch() {
        words.getAndAddLong(BATCHES, 1);
    }

    long messages() {
        return words.getLongVolatile(MESSAGES);
    }

    long redelivered() {
        return words.getLongVolatile(REDELIVERED);
    }

    /** How often a sender was told that it is fenced. */
    long fenced() {
        return words.getLongVolatile(FENCED);
    }

    long reopened() {
        return words.getLongVolatile(REOPENED);
    }

    long aborted() {
        return words.getLongVolatile(ABORTED);
    }

    long batches() {
        return words.getLongVolatile(BATCHES);
    }

    private void count(int word, long more) {
        words.putLongVolatile(word, words.getLong(word) + more);
    }

    private static int sender(int id) {
        return IDS_START + id * ENTRY;
    }
}
