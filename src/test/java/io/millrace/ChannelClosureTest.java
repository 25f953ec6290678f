package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of "When is it closed" for the threads of one process, with and without a file. */
@ParameterizedClass
@EnumSource(ChannelClosureTest.Place.class)
class ChannelClosureTest {
    enum Place {
        IN_PROCESS,
        FILE
    }

    private static final ChannelOptions OPTIONS =
            ChannelOptions.defaults()
                    .capacity(4096)
                    .maxSenders(8)
                    .heartbeatInterval(Duration.ofMillis(20))
                    .heartbeatTimeout(Duration.ofSeconds(5));

    private static final String RECEIVER_CLOSED = "the receiver is gone: it was closed";
    private static final String DRAINED =
            "the channel is closed: every sender is gone and the ring is drained";

    @Parameter Place place;

    @TempDir(factory = SharedMemory.class)
    Path directory;

    private Channel channel;

    @BeforeEach
    void open() {
        channel =
                place == Place.FILE
                        ? Channel.open(directory.resolve("channel"), OPTIONS)
                        : Channel.inProcess(OPTIONS);
    }

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void everyWayToSendThrowsOnceTheReceiverIsClosed() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        sender.send("before");
        receiver.close();

        assertClosed(() -> sender.send("after"), RECEIVER_CLOSED);
        assertClosed(() -> sender.trySend("after"), RECEIVER_CLOSED);
        assertClosed(() -> sender.send("after", Duration.ofMillis(1)), RECEIVER_CLOSED);
        assertClosed(() -> sender.claim(8), RECEIVER_CLOSED);
        assertClosed(() -> sender.tryClaim(8), RECEIVER_CLOSED);
    }

    @Test
    void aSendThatWaitsThrowsWhenTheReceiverCloses() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            fill(sender, "message");
            Background<Void> send =
                    Background.run("send", () -> sender.send("no room")).awaitWaiting();

            receiver.close();

            assertClosed(send.failure(), RECEIVER_CLOSED);
        }
    }

    @Test
    void aTimedSendThatWaitsThrowsWhenTheReceiverCloses() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            fill(sender, "message");
            Background<Boolean> send =
                    Background.call("send", () -> sender.send("no room", Duration.ofHours(1)))
                            .awaitWaiting();

            receiver.close();

            assertClosed(send.failure(), RECEIVER_CLOSED);
        }
    }

    @Test
    void aClaimThatWaitsThrowsWhenTheReceiverCloses() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            fill(sender, "message");
            Background<Claim> claim =
                    Background.call("claim", () -> sender.claim(8)).awaitWaiting();

            receiver.close();

            assertClosed(claim.failure(), RECEIVER_CLOSED);
        }
    }

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
    void theReceiverWaitsWhileNoSenderHasAttached() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            assertThat(receiver.tryReceive()).isNull();
            assertThat(receiver.receive(Duration.ofMillis(1))).isNull();
            assertThat(receiver.poll((buffer, offset, length) -> {}, 1)).isZero();
            assertThat(receiver.isClosed()).isFalse();
            Background<String> receive =
                    Background.call("receive", receiver::receive).awaitWaiting();

            try (Sender<String> sender = channel.sender(Codec.utf8())) {
                sender.send("first");

                assertThat(receive.result()).isEqualTo("first");
            }
        }
    }

    @Test
    void sendersFillTheRingAndThenWaitWhileNoReceiverHasAttached() {
        try (Sender<String> sender = channel.sender(Codec.utf8())) {
            int sent = fill(sender, "early");
            assertThat(sent).isEqualTo(4096 / 64);
            Background<Void> send =
                    Background.run("send", () -> sender.send("late")).awaitWaiting();

            try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
                for (int i = 0; i < sent; i++) {
                    assertThat(receiver.receive()).isEqualTo("early");
                }
                assertThat(receiver.receive()).isEqualTo("late");
                send.result();
            }
        }
    }

    @Test
    void aNewReceiverGoesOnWhereTheClosedOneStopped() {
        Sender<String> sender = channel.sender(Codec.utf8());
        for (int i = 0; i < 10; i++) {
            sender.send("message " + i);
        }
        try (Receiver<String> first = channel.receiver(Codec.utf8())) {
            assertThat(first.receive()).isEqualTo("message 0");
            assertThat(first.receive()).isEqualTo("message 1");
            assertThat(first.poll((buffer, offset, length) -> {}, 1)).isEqualTo(1);
        }

        try (Receiver<String> second = channel.receiver(Codec.utf8())) {
            sender.send("message 10");
            sender.close();

            assertThat(second.stream())
                    .containsExactly(
                            "message 3",
                            "message 4",
                            "message 5",
                            "message 6",
                            "message 7",
                            "message 8",
                            "message 9",
                            "message 10");
        }
    }

    @Test
    void aSenderThatHasSeenClosureStaysClosedAndANewOneWorks() {
        Sender<String> old = channel.sender(Codec.utf8());
        channel.receiver(Codec.utf8()).close();
        assertClosed(() -> old.send("nobody there"), RECEIVER_CLOSED);

        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> fresh = channel.sender(Codec.utf8())) {
            assertClosed(() -> old.send("too late"), RECEIVER_CLOSED);
            fresh.send("here");

            assertThat(receiver.receive()).isEqualTo("here");
        }
    }

    @Test
    void noSenderCanAttachOnceTheReceiverHasSeenClosure() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            Sender<String> sender = channel.sender(Codec.utf8());
            sender.close();
            assertThat(receiver.isClosed()).isTrue();

            assertThatThrownBy(() -> channel.sender(Codec.utf8()))
                    .isInstanceOf(ChannelClosedException.class)
                    .hasMessage(
                            where()
                                    + " is closed: its receiver has seen its end; a new receiver"
                                    + " opens it anew");
            assertThat(receiver.isClosed()).isTrue();
        }
    }

    @Test
    void aNewReceiverOpensAClosedChannelAnew() {
        Receiver<String> first = channel.receiver(Codec.utf8());
        channel.sender(Codec.utf8()).close();
        assertThat(first.isClosed()).isTrue();
        first.close();

        try (Receiver<String> second = channel.receiver(Codec.utf8())) {
            assertThat(channel.status().closed()).isFalse();
            assertThat(second.isClosed()).isFalse();
            Sender<String> sender = channel.sender(Codec.utf8());
            sender.send("again");
            assertThat(second.receive()).isEqualTo("again");
            assertThat(second.isClosed()).isFalse();

            sender.close();

            assertThat(second.isClosed()).isTrue();
        }
    }

    @Test
    void aSenderThatLeftBeforeTheReceiverCameCountsAsAttached() {
        try (Sender<String> sender = channel.sender(Codec.utf8())) {
            sender.send("left behind");
        }

        try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            assertThat(receiver.stream()).containsExactly("left behind");
        }
    }

    @Test
    void aMessageWhoseHandlerThrowsIsShownAgain() {
        try (Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            List.of("a", "b", "c").forEach(sender::send);
            List<String> seen = new ArrayList<>();

            assertThatThrownBy(
                            () ->
                                    receiver.poll(
                                            (buffer, offset, length) -> {
                                                seen.add(
                                                        buffer.getStringWithoutLengthAscii(
                                                                offset, length));
                                                if (seen.size() == 2) {
                                                    throw new IllegalArgumentException("no b");
                                                }
                                            },
                                            10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no b");
            int polled =
                    receiver.poll(
                            (buffer, offset, length) ->
                                    seen.add(buffer.getStringWithoutLengthAscii(offset, length)),
                            10);

            assertThat(polled).isEqualTo(2);
            assertThat(seen).containsExactly("a", "b", "b", "c");
        }
    }

    @Test
    void aMessageWhoseCodecThrowsIsShownAgain() {
        UnsafeBuffer short7 = new UnsafeBuffer(new byte[7]);
        try (Receiver<Long> receiver = channel.receiver(Codec.int64())) {
            try (Sender<org.agrona.DirectBuffer> sender = channel.sender(Codec.direct())) {
                sender.send(short7);
            }

            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(receiver::receive)
                        .isInstanceOf(ChannelFormatException.class)
                        .hasMessage(
                                "a message of 7 bytes was received, expected 8 for a 64-bit"
                                        + " integer");
            }
            assertThat(receiver.poll((buffer, offset, length) -> {}, 1)).isEqualTo(1);
            assertThat(receiver.isClosed()).isTrue();
        }
    }

    @Test
    void closingAReceiverEndsItsOwnWait() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<String> receive = Background.call("receive", receiver::receive).awaitWaiting();

        receiver.close();

        assertClosed(receive.failure(), "this receiver is closed");
        Await.until("the seat is free", () -> state(channel.status().receiver()).equals("closed"));
        channel.receiver(Codec.utf8()).close();
    }

    @Test
    void closingASenderEndsItsOwnWait() {
        try (Sender<String> sender = channel.sender(Codec.utf8())) {
            fill(sender, "message");
            Background<Void> send =
                    Background.run("send", () -> sender.send("no room")).awaitWaiting();

            sender.close();

            assertClosed(send.failure(), "this sender is closed");
            assertClosed(() -> sender.trySend("more"), "this sender is closed");
        }
    }

    @Test
    void closingTheChannelClosesItsHalvesAndMayBeRepeated() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());

        channel.close();
        channel.close();
        receiver.close();
        sender.close();
        sender.close();

        assertClosed(() -> sender.send("x"), "this sender is closed");
        assertClosed(receiver::receive, "this receiver is closed");
        assertThat(receiver.isClosed()).isTrue();
        assertThat(receiver.iterator().hasNext()).isFalse();
        assertClosed(sender::duplicate, "this sender is closed");
        assertClosed(
                () -> channel.sender(Codec.utf8()), where() + ": this channel object is closed");
        assertClosed(
                () -> channel.receiver(Codec.utf8()), where() + ": this channel object is closed");
    }

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

    private static void sendAndForget(Channel channel, String message) {
        channel.sender(Codec.utf8()).send(message);
    }

    private static void claimAndForget(Channel channel) {
        channel.sender(Codec.utf8()).claim(100);
    }

    private static void receiveAndForget(Channel channel) {
        channel.receiver(Codec.utf8()).tryReceive();
    }

    private static void awaitCollected(String what, java.util.function.BooleanSupplier condition) {
        Await.until(
                what,
                () -> {
                    System.gc();
                    return condition.getAsBoolean();
                });
    }

    private String where() {
        return place == Place.FILE
                ? directory.resolve("channel").toString()
                : "the channel in this process";
    }

    private static String state(java.util.Optional<HalfStatus> half) {
        return half.map(HalfStatus::state).orElse("none");
    }

    private static int fill(Sender<String> sender, String message) {
        int count = 0;
        while (sender.trySend(message)) {
            count++;
        }
        return count;
    }

    private static void assertClosed(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ChannelClosedException.class).hasMessage(message);
    }

    private static void assertClosed(Throwable thrown, String message) {
        assertThat(thrown).isInstanceOf(ChannelClosedException.class).hasMessage(message);
    }
}
