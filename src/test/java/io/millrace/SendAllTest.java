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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many messages at once, by as few claims as the ring allows: sendAll, drainTo. */
class SendAllTest {
    private static final int CAPACITY = 1024;

    private final Channel channel = Channel.inProcess(ChannelOptions.defaults().capacity(CAPACITY));
    private final Sender<String> tx = channel.sender(Codec.utf8());
    private final Receiver<String> rx = channel.receiver(Codec.utf8());

    @AfterEach
    void close() {
        channel.close();
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
