package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What the other half's end looks like to the half that is left, in the words of its exceptions.
 */
final class Closures {
    static final String RECEIVER_CLOSED = "the receiver is gone: it was closed";
    static final String DRAINED =
            "the channel is closed: every sender is gone and the ring is drained";

    private Closures() {}

    static void assertClosed(ThrowingCallable call, String message) {
        Refusals.assertThrows(ChannelClosedException.class, call, message);
    }

    static void assertClosed(Throwable thrown, String message) {
        assertThat(thrown).isInstanceOf(ChannelClosedException.class).hasMessage(message);
    }
}
