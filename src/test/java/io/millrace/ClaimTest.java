package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A claim is written in place; its end decides what of it is seen. */
class ClaimTest {
    private final Channel channel = Channel.inProcess(SmallRing.OPTIONS);

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void aClaimIsWrittenInPlaceAndSeenOnlyAfterItsCommit() {
        Sender<Long> sender = channel.sender(Codec.int64());
        Receiver<Long> receiver = channel.receiver(Codec.int64());
        Claim claim = sender.claim(8);
        assertThat(claim.length()).isEqualTo(8);
        claim.buffer().putLong(claim.offset(), 42, ByteOrder.LITTLE_ENDIAN);
        assertThat(receiver.tryReceive()).isNull();

        claim.commit();

        assertThat(receiver.tryReceive()).isEqualTo(42);
    }

    @Test
    void aClaimThatIsNotCommittedIsNeverSeenAndHoldsNobodyUp() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        sender.send("before");
        try (Claim claim = sender.claim(100)) {
            claim.buffer().putStringWithoutLengthAscii(claim.offset(), "changed my mind");
        }
        sender.claim(100).abort();
        sender.send("after");
        sender.close();

        assertThat(receiver.stream()).containsExactly("before", "after");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 48, 49, 500, 999, 1000})
    void aClaimCanBeCommittedShorterThanItIs(int length) {
        Sender<byte[]> sender = channel.sender(Codec.bytes());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
        for (int i = 0; i < 20; i++) {
            byte[] message = SmallRing.pattern(length, i);
            Claim claim = sender.claim(1000);
            claim.buffer().putBytes(claim.offset(), message);
            claim.commit(length);

            assertThat(receiver.receive()).isEqualTo(message);
            assertThat(receiver.tryReceive()).isNull();
        }
    }

    @Test
    void aClaimThatWaitsForRoomIsNotOpenYet() {
        AtomicReference<Runnable> whileItWaits = new AtomicReference<>();
        ChannelOptions options =
                SmallRing.OPTIONS.waitStrategy(WaitStrategy.of(() -> running(whileItWaits)));
        try (Channel full = Channel.inProcess(options)) {
            Sender<String> sender = full.sender(Codec.utf8());
            Receiver<String> receiver = full.receiver(Codec.utf8());
            Claim before = sender.claim(10);
            before.abort();
            FullRing.fill(sender, "x");
            List<Throwable> thrown = new ArrayList<>();
            whileItWaits.set(
                    () -> {
                        thrown.add(catchThrowable(before::commit));
                        thrown.add(catchThrowable(() -> sender.trySend("y")));
                        receiver.poll((buffer, offset, length) -> {}, Integer.MAX_VALUE);
                    });

            sender.claim(10).commit();

            assertThat(thrown).hasSize(2).hasOnlyElementsOfType(IllegalStateException.class);
        }
    }

    private static IdleStrategy running(AtomicReference<Runnable> task) {
        return new IdleStrategy() {
            @Override
            public void idle(int workCount) {
                idle();
            }

            @Override
            public void idle() {
                task.get().run();
            }

            @Override
            public void reset() {}
        };
    }
}
