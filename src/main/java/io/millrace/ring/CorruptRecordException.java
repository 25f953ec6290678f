package io.millrace.ring;

/**
 * A record that no sender of this version can have written: what is wrong with it is the message.
 */
public final class CorruptRecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence for people. */
    public CorruptRecordException(String message) {
        super(message, null, false, true);
    }
}
