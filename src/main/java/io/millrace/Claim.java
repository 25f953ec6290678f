package io.millrace;

import org.agrona.MutableDirectBuffer;

/**
 * Room for one message in the ring, owned by its sender until {@link #commit} or {@link #abort}.
 * Closing a claim that was not committed aborts it; the receiver then never sees it.
 *
 * <p>A sender has one claim object and uses it again, so nothing is allocated. After commit or
 * abort every use throws {@link IllegalStateException}, and the buffer has no bytes any more. For
 * the thread that uses the sender.
 */
public final class Claim implements AutoCloseable {
    // Keeps the handle, and with it the half, from being closed as unreachable while a claim is in
    // use.
    private final Sender<?> sender;
    private final SenderRing ring;

    Claim(Sender<?> sender, SenderRing ring) {
        this.sender = sender;
        this.ring = ring;
    }

    /**
     * The buffer to write the message into, from {@link #offset} for {@link #length} bytes and no
     * further.
     */
    public MutableDirectBuffer buffer() {
        requireOpen();
        return ring.claimBuffer();
    }

    /** Where the message starts in the buffer. */
    public int offset() {
        requireOpen();
        return ring.claimOffset();
    }

    /** How many bytes were claimed. */
    public int length() {
        requireOpen();
        return ring.claimedLength();
    }

    /** Hands the message over: it belongs to the receiver now. */
    public void commit() {
        requireOpen();
        ring.endClaimByCommit(ring.claimedLength());
    }

    /**
     * Hands over the first bytes of the claim only.
     *
     * @param length of the message, 0 to the claimed length.
     */
    public void commit(int length) {
        requireOpen();
        if (length < 0 || length > ring.claimedLength()) {
            throw new IllegalArgumentException(
                    "a message of "
                            + length
                            + " bytes cannot be committed, claimed were "
                            + ring.claimedLength());
        }
        ring.endClaimByCommit(length);
    }

    /** Gives the claim up; the receiver passes over its room. */
    public void abort() {
        requireOpen();
        ring.endClaimByAbort();
    }

    /** Aborts the claim if it is open; never throws. */
    @Override
    public void close() {
        if (ring.isClaimOpen()) {
            try {
                ring.endClaimByAbort();
            } catch (ChannelClosedException e) {
                // Fenced meanwhile: nothing of the claim will be seen either way.
            }
        }
    }

    private void requireOpen() {
        if (!ring.isClaimOpen()) {
            throw new IllegalStateException(
                    "this claim is over: it was committed or aborted, and what was sent is the"
                            + " receiver's");
        }
    }

    @Override
    public String toString() {
        return "Claim["
                + (ring.isClaimOpen() ? ring.claimedLength() + " bytes of " + sender : "over")
                + "]";
    }
}
