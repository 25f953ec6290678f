package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;

/**
 * Listing 16-9, ownership: what was sent is the receiver's. Rust refuses to compile a use after
 * {@code send}; here a claim that is used after {@code commit} throws, and what arrives is not
 * changed.
 */
public final class UseAfterCommit {
    private UseAfterCommit() {}

    public static void main(String[] args) {
        try (Channel channel = Channel.inProcess();
                Sender<Long> tx = channel.sender(Codec.int64());
                Receiver<Long> rx = channel.receiver(Codec.int64())) {
            Claim claim = tx.claim(Long.BYTES);
            claim.buffer().putLong(claim.offset(), 42);
            claim.commit();

            try {
                claim.buffer().putLong(claim.offset(), 43);
            } catch (IllegalStateException e) {
                System.out.println("Refused: " + e.getMessage());
            }
            System.out.println("Got: " + rx.receive());
        }
    }
}
