package io.millrace;

/** The thread was interrupted while it waited; its interrupt flag is still set. */
public final class ChannelInterruptedException extends MillraceException {
    private static final long serialVersionUID = 1;

    /** With a sentence for people. */
    public ChannelInterruptedException(String message) {
        super(message);
    }

    /** With a sentence for people and the cause. */
    public ChannelInterruptedException(String message, Throwable cause) {
        super(message, cause);
    }
}
