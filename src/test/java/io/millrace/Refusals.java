package io.millrace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls that must throw, and what they must say. */
final class Refusals {
    private Refusals() {}

    static void assertThrows(
            Class<? extends Throwable> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessage(message);
    }

    /** As above, where the system words a part of the message. */
    static void assertThrowsWithParts(
            Class<? extends Throwable> type, ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessageContainingAll(parts);
    }
}
