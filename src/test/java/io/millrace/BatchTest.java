package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Background;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many messages written in place by one claim: claimBatch. */
class BatchTest {
    private static final int CAPACITY = 1024;

    private final Channel channel = Channel.inProcess(ChannelOptions.defaults().capacity(CAPACITY));
    private final Sender<String> tx = channel.sender(Codec.utf8());
    private final Receiver<String> rx = channel.receiver(Codec.utf8());

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void shouldShowEachMessageOfABatchAsSoonAsItIsCommitted() {
        try (Batch batch = tx.claimBatch(3, 5)) {
            assertThat(batch.remaining()).isEqualTo(3);
            write(batch, "one");
            assertThat(rx.tryReceive()).isEqualTo("one");
            write(batch, "two");
            write(batch, "three");
            assertThat(batch.hasRoom()).isFalse();
            assertThat(drain()).containsExactly("two", "three");
        }
        assertThat(rx.tryReceive()).isNull();
    }

    @Test
    void shouldGiveUpWhatWasNotCommitted() {
        try (Batch batch = tx.claimBatch(4, 100)) {
            write(batch, "kept");
            batch.buffer().putStringWithoutLengthAscii(batch.offset(), "not kept");
        }
        tx.send("next");

        assertThat(drain()).containsExactly("kept", "next");
    }

    @Test
    void shouldClaimAsManyAsFit() {
        try (Batch batch = tx.claimBatch(1000, 40)) {
            assertThat(batch.remaining()).isEqualTo(CAPACITY / 2 / 64);
        }
        drain();
        try (Batch batch = tx.claimBatch(5, 40)) {
            assertThat(batch.remaining()).isEqualTo(5);
        }
        drain();
        FullRing.fill(tx, "x");
        assertThat(tx.tryClaimBatch(5, 40)).isNull();
        rx.receive();
        try (Batch batch = tx.tryClaimBatch(5, 40)) {
            assertThat(batch).isNotNull();
            assertThat(batch.remaining()).isEqualTo(1);
        }
    }

    @Test
    void shouldWaitWhileThereIsNoRoomForOne() {
        FullRing.fill(tx, "x");
        Background<Integer> claimed =
                Background.call(
                        "claim",
                        () -> {
                            try (Batch batch = tx.claimBatch(3, 10)) {
                                return batch.remaining();
                            }
                        });
        claimed.awaitWaiting();
        drain();

        assertThat(claimed.result()).isEqualTo(1);
    }

    @Test
    void shouldRefuseUseThatCannotBe() {
        Batch batch = tx.claimBatch(1, 10);
        assertThatThrownBy(() -> batch.commit(11))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a message of 11 bytes cannot be committed, claimed were 10");
        assertThatThrownBy(() -> tx.send("meanwhile"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("this sender is in use: a claim of it is open");
        batch.commit();
        assertThatThrownBy(batch::commit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the batch is full: all of its messages are committed");
        MutableDirectBuffer buffer = batch.buffer();
        batch.close();
        batch.close();
        assertThatThrownBy(batch::buffer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this batch is over: it was closed, and what was sent is the receiver's");
        assertThatThrownBy(() -> buffer.putByte(0, (byte) 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tx.claimBatch(0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch of 0 messages cannot be claimed, expected at least 1");
        assertThatThrownBy(() -> tx.claimBatch(2, 497))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a message of 497 bytes cannot be sent");
        tx.send("after all of that");
        assertThat(drain()).hasSize(2).endsWith("after all of that");
    }

    @Test
    void shouldRefuseABatchThatWasClosedBeforeItWasFull() {
        Batch batch = tx.claimBatch(3, 20);
        write(batch, "kept");
        batch.close();

        assertIsOver(batch);
        assertThat(drain()).containsExactly("kept");
    }

    private static void assertIsOver(Batch batch) {
        for (ThrowingCallable use :
                List.<ThrowingCallable>of(
                        batch::hasRoom,
                        batch::remaining,
                        batch::buffer,
                        batch::offset,
                        batch::commit,
                        () -> batch.commit(1))) {
            assertThatThrownBy(use)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("this batch is over");
        }
    }

    @Test
    void shouldEndABatchWithItsSender() {
        Batch batch = tx.claimBatch(3, 20);
        write(batch, "kept");
        tx.close();

        assertIsOver(batch);
        assertThat(drain()).containsExactly("kept");
        assertThatThrownBy(rx::receive).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void shouldCountTheMessagesOfABatch() {
        tx.sendAll(List.of("12", "345"));
        try (Batch batch = tx.claimBatch(2, 8)) {
            write(batch, "6789");
        }
        HalfStatus status = channel.status().senders().get(0);

        assertThat(status.messages()).isEqualTo(3);
        assertThat(status.bytes()).isEqualTo(9);
    }

    @Test
    void shouldCountWhatABatchHadWhenItsSenderWasClosed() {
        Batch batch = tx.claimBatch(4, 100);
        write(batch, "one");
        write(batch, "three");

        tx.close();

        HalfStatus sender = channel.status().senders().get(0);
        assertThat(sender.messages()).isEqualTo(2);
        assertThat(sender.bytes()).isEqualTo(8);
    }

    private static void write(Batch batch, String text) {
        batch.commit(batch.buffer().putStringWithoutLengthAscii(batch.offset(), text));
    }

    private List<String> drain() {
        List<String> messages = new ArrayList<>();
        rx.drainTo(messages, Integer.MAX_VALUE);
        return messages;
    }
}
