package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A half that its own thread closes in the middle of a wait: a user's idle strategy can. */
class CloseInsideWaitTest {
    private static final int CAPACITY = 1024;

    private AutoCloseable toClose;

    @ParameterizedTest
    @ValueSource(strings = {"claim", "claimBatch", "send"})
    void shouldTakeBackNothingThatWasSent(String wait) {
        try (Channel channel = channel();
                Receiver<byte[]> rx = channel.receiver(Codec.bytes())) {
            Sender<byte[]> tx = channel.sender(Codec.bytes());
            List<Integer> sent = fill(tx);
            toClose = tx;

            assertThatThrownBy(() -> waits(wait).accept(tx))
                    .isInstanceOf(ChannelClosedException.class)
                    .hasMessage("this sender is closed");

            List<Integer> received = new ArrayList<>();
            rx.forEach(message -> received.add(message.length));
            assertThat(received).isEqualTo(sent);
        }
    }

    @Test
    void shouldEndAReceive() {
        try (Channel channel = channel()) {
            Receiver<byte[]> rx = channel.receiver(Codec.bytes());
            toClose = rx;

            assertThatThrownBy(rx::receive)
                    .isInstanceOf(ChannelClosedException.class)
                    .hasMessage("this receiver is closed");
            channel.receiver(Codec.bytes()).close();
        }
    }

    private static Consumer<Sender<byte[]>> waits(String name) {
        return switch (name) {
            case "claim" -> tx -> tx.claim(40);
            case "claimBatch" -> tx -> tx.claimBatch(2, 40);
            default -> tx -> tx.send(new byte[40]);
        };
    }

    /**
     * Sends by claims and batches, so that neither has left a length or place that fits nothing.
     */
    private static List<Integer> fill(Sender<byte[]> tx) {
        List<Integer> sent = new ArrayList<>();
        for (Batch batch = tx.tryClaimBatch(1, 40);
                batch != null;
                batch = tx.tryClaimBatch(1, 40)) {
            batch.commit(sent.size());
            sent.add(sent.size());
            batch.close();
            Claim claim = tx.tryClaim(40);
            if (claim != null) {
                claim.commit(sent.size());
                sent.add(sent.size());
            }
        }
        return sent;
    }

    private Channel channel() {
        return Channel.inProcess(
                ChannelOptions.defaults()
                        .capacity(CAPACITY)
                        .waitStrategy(WaitStrategy.of(() -> new ClosingIdle())));
    }

    private final class ClosingIdle implements IdleStrategy {
        @Override
        public void idle(int workCount) {
            idle();
        }

        @Override
        public void idle() {
            try {
                toClose.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void reset() {}

        @Override
        public String alias() {
            return "closing";
        }
    }
}
