package io.millrace;

/**
 * The channel has a receiver, and that is not closed and not proven dead. The message names its
 * process and the age of its heartbeat.
 */
public final class ReceiverInUseException extends MillraceException {
    private static final long serialVersionUID = 1;

    /** With a sentence for people. */
    public ReceiverInUseException(String message) {
        super(message);
    }

    /** With a sentence for people and the cause. */
    public ReceiverInUseException(String message, Throwable cause) {
        super(message, cause);
    }
}
