package io.millrace;

import java.time.Duration;

/**
 * This sender was declared dropped, because its process gave no heartbeat for longer than the
 * channel's timeout. The message that was in hand may or may not have arrived; this sender can
 * never write again, a new one can.
 */
public final class SenderFencedException extends ChannelClosedException {
    private static final long serialVersionUID = 1;

    SenderFencedException(Duration timeout) {
        this(
                "this sender was declared dropped after "
                        + timeout
                        + " without a heartbeat of its process; the message in hand may or may not"
                        + " have arrived");
    }

    /** With a sentence for people. */
    public SenderFencedException(String message) {
        super(message);
    }

    /** With a sentence for people and the cause. */
    public SenderFencedException(String message, Throwable cause) {
        super(message, cause);
    }
}
