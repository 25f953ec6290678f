package io.millrace;

/**
 * A file is not a channel of this version, contradicts itself, or contradicts the options it was
 * opened with. The message names the field, its value and what was expected.
 */
public final class ChannelFormatException extends MillraceException {
    private static final long serialVersionUID = 1;

    /** With a sentence for people. */
    public ChannelFormatException(String message) {
        super(message);
    }

    /** With a sentence for people and the cause. */
    public ChannelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
