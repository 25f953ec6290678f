package io.millrace;

import static io.millrace.Closures.DRAINED;
import static io.millrace.Closures.assertClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Background;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What the receiver sees once all senders are closed, and while only some are. */
class SenderDropTest extends ChannelInEitherPlace {
    @Test
    void everyWayToReceiveEndsOnceEverySenderIsClosedAndTheRingIsDrained() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            Sender<String> first = channel.sender(Codec.utf8());
            Sender<String> second = channel.sender(Codec.utf8());
            first.send("one");
            second.send("two");
            first.close();
            second.close();

            assertThat(receiver.isClosed()).isFalse();
            assertThat(receiver.receive()).isEqualTo("one");
            assertThat(receiver.tryReceive()).isEqualTo("two");

            assertClosed(receiver::receive, DRAINED);
            assertClosed(receiver::tryReceive, DRAINED);
            assertClosed(() -> receiver.receive(Duration.ofHours(1)), DRAINED);
            assertThat(receiver.poll((buffer, offset, length) -> {}, 10)).isZero();
            assertThat(receiver.isClosed()).isTrue();
            assertThat(receiver.stream()).isEmpty();
            Iterator<String> iterator = receiver.iterator();
            assertThat(iterator.hasNext()).isFalse();
            assertThatThrownBy(iterator::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("the channel is closed and drained");
        }
    }

    @Test
    void isClosedAloneNoticesThatEverySenderIsGone() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            channel.sender(Codec.utf8()).close();

            assertThat(receiver.isClosed()).isTrue();
        }
    }

    @Test
    void pollAloneNoticesThatEverySenderIsGone() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            channel.sender(Codec.utf8()).close();

            assertThat(receiver.poll((buffer, offset, length) -> {}, 1)).isZero();
            assertThat(channel.status().closed()).isTrue();
        }
    }

    @Test
    void iterationAndStreamShowWhatWasSentAndEnd() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            try (Sender<String> sender = channel.sender(Codec.utf8())) {
                List.of("hi", "from", "the", "thread").forEach(sender::send);
            }

            Iterator<String> iterator = receiver.iterator();
            assertThat(iterator.next()).isEqualTo("hi");
            assertThat(iterator.hasNext()).isTrue();
            assertThat(iterator.hasNext()).isTrue();
            assertThat(receiver.stream()).containsExactly("from", "the", "thread");
        }
    }

    @Test
    void aReceiveThatWaitsThrowsWhenTheLastSenderCloses() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            Background<String> receive =
                    Background.call("receive", receiver::receive).awaitWaiting();

            sender.close();

            assertClosed(receive.failure(), DRAINED);
        }
    }

    @Test
    void anIterationThatWaitsEndsWhenTheLastSenderCloses() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            Background<Boolean> hasNext =
                    Background.call("iterate", () -> receiver.iterator().hasNext()).awaitWaiting();

            sender.close();

            assertThat(hasNext.result()).isFalse();
        }
    }

    @Test
    void goesOnWhileSomeSendersAreLeft() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> stays = channel.sender(Codec.utf8())) {
            Sender<String> leaves = stays.duplicate();
            leaves.send("last words");
            Background<String> receive =
                    Background.call("receive", () -> receiver.receive() + receiver.receive());
            leaves.close();
            receive.awaitWaiting();

            stays.send(", and on");

            assertThat(receive.result()).isEqualTo("last words, and on");
            assertThat(receiver.isClosed()).isFalse();
            assertThat(receiver.tryReceive()).isNull();
        }
    }

    @Test
    void nothingOfADuplicateIsLostWhenTheOthersLeave() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            int generations = 500;
            Background<Void> senders =
                    Background.run(
                            "senders", () -> passOn(channel.sender(Codec.utf8()), generations));

            int next = 0;
            for (String message : receiver) {
                assertThat(message).isEqualTo("generation " + next);
                next++;
            }

            senders.result();
            assertThat(next).isEqualTo(generations);
        }
    }

    private static void passOn(Sender<String> first, int generations) {
        Sender<String> sender = first;
        for (int i = 0; i < generations; i++) {
            Sender<String> heir = i + 1 < generations ? sender.duplicate() : null;
            sender.send("generation " + i);
            sender.close();
            sender = heir;
        }
    }
}
