package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Background;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many messages by one claim: claimBatch, sendAll, drainTo. */
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 1000})
    void shouldSendAllInOrderThroughARingThatIsTooSmallForThem(int count) {
        List<String> messages =
                IntStream.range(0, count).mapToObj(i -> "x".repeat(i % 400) + i).toList();
        Background<Void> sending =
                Background.run(
                        "sender",
                        () -> {
                            tx.sendAll(messages);
                            tx.close();
                        });
        List<String> received = new ArrayList<>();
        rx.forEach(received::add);

        sending.result();
        assertThat(received).isEqualTo(messages);
    }

    @Test
    void shouldSendWhatCameBeforeAFailure() {
        assertThatThrownBy(() -> tx.sendAll(List.of("a", "b", "x".repeat(500), "c")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a message of 500 bytes cannot be sent");
        assertThat(drain()).containsExactly("a", "b");

        Iterable<String> failing = () -> new FailingIterator("d", "e");
        assertThatThrownBy(() -> tx.sendAll(failing)).hasMessage("no more");
        assertThat(drain()).containsExactly("d", "e");

        try (Sender<String> picky = channel.sender(new PickyCodec())) {
            assertThatThrownBy(() -> picky.sendAll(List.of("f", "bad", "g")))
                    .hasMessage("bad message");
            picky.send("h");
        }
        assertThat(drain()).containsExactly("f", "h");
    }

    @Test
    void shouldReadAListWithoutAnIterator() {
        tx.sendAll(new WithoutIterator("a", "b"));

        assertThat(drain()).containsExactly("a", "b");
    }

    private static final class WithoutIterator extends AbstractList<String>
            implements RandomAccess {
        private final String[] messages;

        WithoutIterator(String... messages) {
            this.messages = messages;
        }

        @Override
        public String get(int index) {
            return messages[index];
        }

        @Override
        public int size() {
            return messages.length;
        }

        @Override
        public Iterator<String> iterator() {
            throw new AssertionError("an iterator was asked for");
        }
    }

    @Test
    void shouldDrainNoMoreThanAsked() {
        tx.sendAll(List.of("1", "2", "3"));
        List<Object> some = new ArrayList<>();

        assertThat(rx.drainTo(some, 2)).isEqualTo(2);
        assertThat(some).containsExactly("1", "2");
        assertThat(rx.drainTo(some, 10)).isEqualTo(1);
        assertThat(rx.drainTo(some, 10)).isZero();
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

    @Test
    void shouldMixBatchesOfManySenders() {
        int senders = 3;
        int each = 2_000;
        List<Background<Void>> all = new ArrayList<>();
        try (Channel wide =
                Channel.inProcess(ChannelOptions.defaults().capacity(4096).maxSenders(senders))) {
            Receiver<Long> receiver = wide.receiver(Codec.int64());
            for (int s = 0; s < senders; s++) {
                Sender<Long> sender = wide.sender(Codec.int64());
                long base = (long) s * each;
                all.add(
                        Background.run(
                                "sender " + s,
                                () -> {
                                    sender.sendAll(
                                            LongStream.range(base, base + each).boxed().toList());
                                    sender.close();
                                }));
            }
            long[] next = new long[senders];
            for (long message : receiver) {
                int s = (int) (message / each);
                assertThat(message % each).isEqualTo(next[s]++);
            }
            all.forEach(Background::result);
            assertThat(next).containsOnly(each);
        }
    }

    private static void write(Batch batch, String text) {
        batch.commit(batch.buffer().putStringWithoutLengthAscii(batch.offset(), text));
    }

    private List<String> drain() {
        List<String> messages = new ArrayList<>();
        rx.drainTo(messages, Integer.MAX_VALUE);
        return messages;
    }

    /** Gives two elements and fails then. */
    private static final class FailingIterator implements Iterator<String> {
        private final Iterator<String> some;

        FailingIterator(String... some) {
            this.some = List.of(some).iterator();
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public String next() {
            if (!some.hasNext()) {
                throw new IllegalStateException("no more");
            }
            return some.next();
        }
    }

    /** Does not write "bad". */
    private static final class PickyCodec implements Codec<String> {
        @Override
        public int maxEncodedLength(String message) {
            return message.length();
        }

        @Override
        public int encode(String message, MutableDirectBuffer buffer, int offset) {
            if (message.equals("bad")) {
                throw new IllegalArgumentException("bad message");
            }
            return buffer.putStringWithoutLengthAscii(offset, message);
        }

        @Override
        public String decode(DirectBuffer buffer, int offset, int length) {
            return buffer.getStringWithoutLengthAscii(offset, length);
        }
    }
}
