package io.millrace;

/**
 * The other half, or this one, is gone: for a sender the receiver is closed or dropped, for a
 * receiver every sender is gone and the ring is drained.
 */
public class ChannelClosedException extends MillraceException {
    private static final long serialVersionUID = 1;

    /** With a sentence for people. */
    public ChannelClosedException(String message) {
        super(message);
    }

    /** With a sentence for people and the cause. */
    public ChannelClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
