package io.millrace;

import org.agrona.DirectBuffer;

/** Takes messages where they stand in the ring, without a copy. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Called once for each message. If it throws, the message counts as not consumed and the next
     * poll shows it again.
     *
     * @param buffer in which the message stands; valid until this call returns, to be read only.
     * @param offset of the message in the buffer, in bytes; a multiple of 16.
     * @param length of the message in bytes.
     */
    void onMessage(DirectBuffer buffer, int offset, int length);
}
