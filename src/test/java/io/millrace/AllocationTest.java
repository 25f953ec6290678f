package io.millrace;

import io.millrace.testkit.Allocations;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who sends and polls allocates nothing, once the code is compiled. */
class AllocationTest {
    private final Channel channel = Channel.inProcess();
    private final Sender<DirectBuffer> sender = channel.sender(Codec.direct());
    private final Receiver<DirectBuffer> receiver = channel.receiver(Codec.direct());
    private final MessageHandler nothing = (buffer, offset, length) -> {};

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void shouldSendBytesWithoutAllocating() {
        byte[] message = new byte[40];
        try (Sender<byte[]> bytes = channel.sender(Codec.bytes())) {
            Allocations.assertNone(
                    () -> {
                        bytes.send(message);
                        bytes.trySend(message);
                        receiver.poll(nothing, 8);
                    });
        }
    }

    @Test
    void shouldClaimWithoutAllocating() {
        Allocations.assertNone(
                () -> {
                    try (Claim claim = sender.claim(8)) {
                        claim.buffer().putLong(claim.offset(), 42);
                        claim.commit();
                    }
                    sender.tryClaim(8).abort();
                    receiver.poll(nothing, 8);
                });
    }

    @Test
    void shouldPollNothingWithoutAllocating() {
        Allocations.assertNone(() -> receiver.poll(nothing, 8));
    }

    @Test
    void shouldClaimABatchWithoutAllocating() {
        Allocations.assertNone(
                () -> {
                    try (Batch batch = sender.claimBatch(4, Long.BYTES)) {
                        while (batch.hasRoom()) {
                            batch.buffer().putLong(batch.offset(), 42);
                            batch.commit();
                        }
                    }
                    receiver.poll(nothing, 8);
                });
    }

    @Test
    void shouldSendAReusedListWithoutAllocating() {
        DirectBuffer message = new UnsafeBuffer(new byte[40]);
        List<DirectBuffer> messages = List.of(message, message, message);
        Allocations.assertNone(
                () -> {
                    sender.sendAll(messages);
                    receiver.poll(nothing, 8);
                });
    }
}
