package io.millrace;

/** There is no room: in the sender table, or in the file system or memory at creation. */
public final class ChannelFullException extends MillraceException {
    private static final long serialVersionUID = 1;

    /** With a sentence for people. */
    public ChannelFullException(String message) {
        super(message);
    }

    /** With a sentence for people and the cause. */
    public ChannelFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
