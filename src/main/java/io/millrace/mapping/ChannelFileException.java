package io.millrace.mapping;

/**
 * Why a channel file can't be used; the layer above turns it into the public exception of its kind.
 */
public final class ChannelFileException extends Exception {
    private static final long serialVersionUID = 1;

    /** What kind of trouble it is. */
    public enum Kind {
        /** The file is not a channel of this version, or its content contradicts itself. */
        FORMAT,
        /** The file system has no room. */
        FULL,
        /** The file system or its rights refuse. */
        ACCESS
    }

    private final transient Kind kind;

    /** With a sentence that says what, where, which value and what was expected. */
    public ChannelFileException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** With the underlying cause. */
    public ChannelFileException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The kind. */
    public Kind kind() {
        return kind;
    }
}
