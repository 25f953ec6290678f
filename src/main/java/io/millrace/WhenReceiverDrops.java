package io.millrace;

/** What a sender does once the receiver is closed, stale or dead. */
public enum WhenReceiverDrops {
    /** Every call throws {@link ChannelClosedException}; the sender stays closed. */
    FAIL,
    /**
     * The sender fills the ring and then waits for the next receiver, which goes on where the last
     * one stopped.
     */
    WAIT
}
