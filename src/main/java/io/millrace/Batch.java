package io.millrace;

import io.millrace.ring.RecordBatch;
import org.agrona.MutableDirectBuffer;

/**
 * Room for several messages in the ring, taken by one claim: one locked instruction, or none, for
 * all of them. Each is a message of its own for the receiver, who may see it as soon as it is
 * committed.
 *
 * <pre>{@code
 * try (Batch batch = tx.claimBatch(16, 8)) {
 *     while (batch.hasRoom()) {
 *         batch.buffer().putLong(batch.offset(), next());
 *         batch.commit();
 *     }
 * }
 * }</pre>
 *
 * <p>What is not committed when the batch is closed, or when its process dies, the receiver never
 * sees; what is committed it does. Messages that turn out shorter than the longest leave room for
 * more, up to the number that was claimed. For the thread that claimed it; a sender has one open
 * batch or claim at most.
 */
public final class Batch implements AutoCloseable {
    // Keeps the handle, and with it the half, from being closed as unreachable while a batch is in
    // use.
    private final Sender<?> sender;
    private final SenderHalf half;
    private final SenderRing ring;
    private final RecordBatch records;

    Batch(Sender<?> sender, SenderHalf half) {
        this.sender = sender;
        this.half = half;
        this.ring = half.ring();
        this.records = half.batch();
    }

    /** Whether another message may be written. */
    public boolean hasRoom() {
        if (!records.hasRoom()) {
            requireOpen();
            return false;
        }
        return true;
    }

    /** How many more messages may be written. */
    public int remaining() {
        requireOpen();
        return records.remaining();
    }

    /**
     * The buffer to write the next message into, from {@link #offset} for {@link #maxLength} bytes.
     * It ends where the claim ends.
     */
    public MutableDirectBuffer buffer() {
        if (!records.hasRoom()) {
            requireOpen();
        }
        return half.claimMemory().buffer();
    }

    /** Where the next message starts in the buffer; another place after each commit. */
    public int offset() {
        if (!records.hasRoom()) {
            requireOpen();
        }
        return records.offset();
    }

    /** How long each message may be, in bytes. */
    public int maxLength() {
        return records.maxLength();
    }

    /** Hands the message over, all of {@link #maxLength} bytes. */
    public void commit() {
        commit(records.maxLength());
    }

    /**
     * Hands the message over.
     *
     * @param length of the message, 0 to {@link #maxLength} bytes.
     */
    public void commit(int length) {
        if (!records.hasRoom()) {
            requireOpen();
            throw new IllegalStateException("the batch is full: all of its messages are committed");
        }
        if (length < 0 || length > records.maxLength()) {
            throw new IllegalArgumentException(
                    "a message of "
                            + length
                            + " bytes cannot be committed, claimed were "
                            + records.maxLength());
        }
        records.commit(length);
        ring.wakeReceiver();
    }

    /**
     * Ends the batch; room that was not used is passed over by the receiver.
     *
     * @throws SenderFencedException when this sender was declared dropped meanwhile: what was
     *     committed may or may not have arrived.
     */
    @Override
    public void close() {
        if (half.isBatchOpen()) {
            half.endBatch();
        }
    }

    private void requireOpen() {
        if (!half.isBatchOpen()) {
            throw new IllegalStateException(
                    "this batch is over: it was closed, and what was sent is the receiver's");
        }
    }

    @Override
    public String toString() {
        return "Batch["
                + (half.isBatchOpen()
                        ? records.remaining() + " more messages of " + sender
                        : "over")
                + "]";
    }
}
