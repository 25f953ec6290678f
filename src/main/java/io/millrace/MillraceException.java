package io.millrace;

/**
 * What went wrong with a channel; the base of all exceptions of Millrace that are not plain misuse.
 */
public class MillraceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence for people. */
    public MillraceException(String message) {
        super(message);
    }

    /** With a sentence for people and the cause. */
    public MillraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
