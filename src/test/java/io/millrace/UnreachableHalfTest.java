package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Halves that nobody closed and nobody can reach any more. */
class UnreachableHalfTest extends ChannelInEitherPlace {
    @Test
    void aSenderThatBecomesUnreachableIsClosed() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            sendAndForget(channel, "from nobody");

            assertThat(receiver.receive()).isEqualTo("from nobody");
            awaitCollected("the receiver sees closure", receiver::isClosed);
        }
    }

    @Test
    void aClaimOfASenderThatBecomesUnreachableIsAborted() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            claimAndForget(channel);

            awaitCollected("the receiver sees closure", receiver::isClosed);
            assertThat(channel.status().producerCursor())
                    .isEqualTo(channel.status().readPosition())
                    .isPositive();
        }
    }

    @Test
    void aReceiverThatBecomesUnreachableIsClosed() {
        try (Sender<String> sender = channel.sender(Codec.utf8())) {
            receiveAndForget(channel);

            awaitCollected(
                    "the sender sees closure",
                    () -> {
                        try {
                            sender.trySend("anybody?");
                            return false;
                        } catch (ChannelClosedException e) {
                            return true;
                        }
                    });
        }
    }

    private static void sendAndForget(Channel channel, String message) {
        channel.sender(Codec.utf8()).send(message);
    }

    private static void claimAndForget(Channel channel) {
        channel.sender(Codec.utf8()).claim(100);
    }

    private static void receiveAndForget(Channel channel) {
        channel.receiver(Codec.utf8()).tryReceive();
    }

    private static void awaitCollected(String what, BooleanSupplier condition) {
        Await.until(
                what,
                () -> {
                    System.gc();
                    return condition.getAsBoolean();
                });
    }
}
