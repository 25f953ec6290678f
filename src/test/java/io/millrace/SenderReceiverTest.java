package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.layout.RecordLayout;
import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the two halves do while both are there. */
class SenderReceiverTest {
    private static final int CAPACITY = 4096;
    private static final ChannelOptions OPTIONS =
            ChannelOptions.defaults().capacity(CAPACITY).maxSenders(4);

    @TempDir(factory = SharedMemory.class)
    Path directory;

    private Channel channel;

    @BeforeEach
    void open() {
        channel = Channel.inProcess(OPTIONS);
    }

    @AfterEach
    void close() {
        channel.close();
    }

    // ---- order and content

    @Test
    void messagesOfASenderArriveInTheOrderSent() {
        Sender<Long> sender = channel.sender(Codec.int64());
        Receiver<Long> receiver = channel.receiver(Codec.int64());
        int count = 10_000;
        Background<Void> sends =
                Background.run(
                        "sends",
                        () -> {
                            for (long i = 0; i < count; i++) {
                                sender.send(i);
                            }
                            sender.close();
                        });

        assertThat(receiver.stream().toList())
                .hasSize(count)
                .isEqualTo(java.util.stream.LongStream.range(0, count).boxed().toList());
        sends.result();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 47, 48, 49, 111, 112, 113, 2031, 2032})
    void aMessageOfAnyLengthArrivesWhole(int length) {
        Sender<byte[]> sender = channel.sender(Codec.bytes());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());

        for (int i = 0; i < 10; i++) {
            byte[] message = pattern(length, i);
            assertThat(sender.trySend(message)).isTrue();
            assertThat(receiver.receive()).isEqualTo(message);
        }
    }

    @Test
    void aRecordNeverStraddlesTheEndOfTheRingWhereverItIsReached() {
        for (int boundary = 0; boundary < CAPACITY; boundary += RecordLayout.ALIGNMENT) {
            for (int length : new int[] {0, 48, 49, 1000, 2032}) {
                try (Channel fresh = Channel.inProcess(OPTIONS)) {
                    Sender<byte[]> sender = fresh.sender(Codec.bytes());
                    Receiver<byte[]> receiver = fresh.receiver(Codec.bytes());
                    for (int at = 0; at < boundary; at += RecordLayout.ALIGNMENT) {
                        sender.send(new byte[0]);
                        receiver.receive();
                    }

                    byte[] first = pattern(length, boundary);
                    byte[] second = pattern(length, boundary + 1);
                    assertThat(sender.trySend(first)).isTrue();
                    assertThat(receiver.receive()).isEqualTo(first);
                    assertThat(sender.trySend(second)).isTrue();
                    assertThat(receiver.receive()).isEqualTo(second);

                    int extent = RecordLayout.extent(length);
                    int padding = CAPACITY - boundary < extent ? CAPACITY - boundary : 0;
                    long afterFirst = (long) boundary + padding + extent;
                    int left = CAPACITY - (int) (afterFirst % CAPACITY);
                    long expected = afterFirst + (left < extent ? left : 0) + extent;
                    assertThat(fresh.status().producerCursor()).isEqualTo(expected);
                    assertThat(fresh.status().consumerCursor()).isEqualTo(expected);
                }
            }
        }
    }

    // ---- full and empty

    @Test
    void trySendIsFalseWhenTheRingIsFullAndTrueWhenThereIsRoomAgain() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        for (int i = 0; i < CAPACITY / RecordLayout.ALIGNMENT; i++) {
            assertThat(sender.trySend("message " + i)).isTrue();
        }

        assertThat(sender.trySend("no room")).isFalse();
        assertThat(sender.tryClaim(1)).isNull();
        assertThat(channel.status().producerCursor()).isEqualTo(CAPACITY);
        assertThat(receiver.receive()).isEqualTo("message 0");
        assertThat(sender.trySend("room")).isTrue();
        assertThat(sender.trySend("no room")).isFalse();
    }

    @Test
    void aTryThatFindsTheRingFullMovesNoCursorNotEvenForPadding() {
        Sender<byte[]> sender = channel.sender(Codec.bytes());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
        for (int i = 0; i < 63; i++) {
            sender.send(new byte[0]);
        }
        receiver.receive();

        assertThat(sender.trySend(new byte[64])).isFalse();

        assertThat(channel.status().producerCursor()).isEqualTo(63 * 64);
        assertThat(sender.trySend(new byte[0])).isTrue();
        assertThat(sender.trySend(new byte[0])).isTrue();
        assertThat(sender.trySend(new byte[0])).isFalse();
    }

    @Test
    void aTimedSendGivesUpAfterItsTimeAndSendsNothing() {
        Sender<String> sender = channel.sender(Codec.utf8());
        fill(sender);
        long start = System.nanoTime();

        assertThat(sender.send("no room", Duration.ofMillis(30))).isFalse();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
        assertThat(sender.send("no room", Duration.ZERO)).isFalse();
        assertThat(sender.send("no room", Duration.ofSeconds(-1))).isFalse();
        assertThat(sender.send("no room", Duration.ofSeconds(Long.MIN_VALUE))).isFalse();
        sender.close();
        assertThat(channel.receiver(Codec.utf8()).stream())
                .hasSize(CAPACITY / RecordLayout.ALIGNMENT)
                .doesNotContain("no room");
    }

    @Test
    void aTimedSendSucceedsWhenRoomComesInTime() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        fill(sender);
        Background<Boolean> send =
                Background.call(
                                "send",
                                () -> sender.send("room", Duration.ofSeconds(Long.MAX_VALUE)))
                        .awaitWaiting();

        receiver.receive();

        assertThat(send.result()).isTrue();
    }

    @Test
    void aTimedReceiveGivesUpAfterItsTime() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        long start = System.nanoTime();

        assertThat(receiver.receive(Duration.ofMillis(30))).isNull();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
        assertThat(receiver.receive(Duration.ZERO)).isNull();
        sender.send("there");
        assertThat(receiver.receive(Duration.ZERO)).isEqualTo("there");
    }

    @Test
    void aTimedReceiveGetsAMessageThatComesInTime() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<String> receive =
                Background.call(
                                "receive",
                                () -> receiver.receive(Duration.ofSeconds(Long.MAX_VALUE)))
                        .awaitWaiting();

        channel.sender(Codec.utf8()).send("in time");

        assertThat(receive.result()).isEqualTo("in time");
    }

    // ---- claims

    @Test
    void aClaimIsWrittenInPlaceAndSeenOnlyAfterItsCommit() {
        Sender<Long> sender = channel.sender(Codec.int64());
        Receiver<Long> receiver = channel.receiver(Codec.int64());
        Claim claim = sender.claim(8);
        assertThat(claim.length()).isEqualTo(8);
        claim.buffer().putLong(claim.offset(), 42, java.nio.ByteOrder.LITTLE_ENDIAN);
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
            byte[] message = pattern(length, i);
            Claim claim = sender.claim(1000);
            claim.buffer().putBytes(claim.offset(), message);
            claim.commit(length);

            assertThat(receiver.receive()).isEqualTo(message);
            assertThat(receiver.tryReceive()).isNull();
        }
    }

    @Test
    void aClaimThatWaitsGetsTheRoomThatComes() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        fill(sender);
        Background<Void> claim =
                Background.run(
                                "claim",
                                () -> {
                                    try (Claim room = sender.claim(4)) {
                                        room.buffer()
                                                .putStringWithoutLengthAscii(room.offset(), "late");
                                        room.commit();
                                    }
                                })
                        .awaitWaiting();
        receiver.receive();
        claim.result();
        sender.close();

        assertThat(receiver.stream().toList()).endsWith("late");
    }

    // ---- poll

    @Test
    void pollShowsAtMostItsLimitAndLeavesTheRest() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        IntStream.range(0, 10).forEach(i -> sender.send("message " + i));
        List<String> seen = new ArrayList<>();
        MessageHandler handler =
                (buffer, offset, length) ->
                        seen.add(buffer.getStringWithoutLengthAscii(offset, length));

        assertThat(receiver.poll(handler, 0)).isZero();
        assertThat(receiver.poll(handler, 3)).isEqualTo(3);
        assertThat(seen).containsExactly("message 0", "message 1", "message 2");
        assertThat(receiver.poll(handler, Integer.MAX_VALUE)).isEqualTo(7);
        assertThat(receiver.poll(handler, 3)).isZero();
        assertThat(seen).hasSize(10).endsWith("message 9");
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, CAPACITY, 1 << 16, 1 << 20})
    void everyRecordStandsAtACacheLine(int capacity) {
        try (Channel sized = Channel.inProcess(OPTIONS.capacity(capacity))) {
            Sender<byte[]> sender = sized.sender(Codec.bytes());
            Receiver<byte[]> receiver = sized.receiver(Codec.bytes());
            for (int length = 0; length < 200; length += 7) {
                sender.send(new byte[length]);
                receiver.poll(
                        (buffer, offset, size) -> {
                            assertThat(offset % 16).isZero();
                            assertThat((buffer.addressOffset() + offset) % 64)
                                    .isEqualTo(RecordLayout.HEADER_LENGTH);
                        },
                        1);
            }
        }
    }

    @Test
    void pollGivesRoomBackDuringALargeBatch() {
        Sender<byte[]> sender = channel.sender(Codec.bytes());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
        while (sender.trySend(new byte[0])) {
            // Until the ring is full.
        }
        int[] more = new int[1];

        int shown =
                receiver.poll(
                        (buffer, offset, length) -> {
                            if (sender.trySend(new byte[0])) {
                                more[0]++;
                            }
                        },
                        CAPACITY / RecordLayout.ALIGNMENT);

        assertThat(shown).isEqualTo(CAPACITY / RecordLayout.ALIGNMENT);
        assertThat(more[0]).isPositive();
    }

    // ---- senders come and go

    @Test
    void aDuplicateIsASenderOfItsOwn() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        Sender<String> duplicate = sender.duplicate();
        Claim open = sender.claim(5);

        duplicate.send("while the other has a claim open");
        open.buffer().putStringWithoutLengthAscii(open.offset(), "claim");
        open.commit();
        sender.close();
        duplicate.send("and after it has left");
        duplicate.close();

        assertThat(receiver.stream())
                .containsExactly(
                        "claim", "while the other has a claim open", "and after it has left");
    }

    @Test
    void aSlotIsUsedAgainAfterItsSenderHasClosed() {
        Receiver<Long> receiver = channel.receiver(Codec.int64());
        try (Sender<Long> stays = channel.sender(Codec.int64())) {
            for (long i = 0; i < 1000; i++) {
                try (Sender<Long> comes = stays.duplicate()) {
                    comes.send(i);
                }
                assertThat(receiver.receive()).isEqualTo(i);
            }
            assertThat(channel.status().senders()).hasSize(2);
        }
    }

    @Test
    void countersOfASlotBeginAnewWithItsNextSender() {
        try (Sender<String> first = channel.sender(Codec.utf8())) {
            first.send("abc");
            first.send("de");
            assertThat(channel.status().senders().get(0).messages()).isEqualTo(2);
            assertThat(channel.status().senders().get(0).bytes()).isEqualTo(5);
        }
        try (Sender<String> second = channel.sender(Codec.utf8())) {
            assertThat(channel.status().senders().get(0).messages()).isZero();
            second.send("f");
            assertThat(channel.status().senders().get(0).messages()).isEqualTo(1);
        }
    }

    @Test
    void aReceiverThatRestartsOverAFileGoesOnWithEveryMessage() {
        Path file = directory.resolve("channel");
        try (Channel senders = Channel.open(file, OPTIONS)) {
            Sender<Long> sender =
                    Channel.open(file, OPTIONS.whenReceiverDrops(WhenReceiverDrops.WAIT))
                            .sender(Codec.int64());
            Background<Void> sends =
                    Background.run(
                            "sends",
                            () -> {
                                for (long i = 0; i < 2000; i++) {
                                    sender.send(i);
                                }
                                sender.close();
                            });
            long next = 0;
            while (next < 2000) {
                try (Channel own = Channel.open(file);
                        Receiver<Long> receiver = own.receiver(Codec.int64())) {
                    for (int i = 0; i < 100; i++) {
                        assertThat(receiver.receive()).isEqualTo(next++);
                    }
                }
            }
            sends.result();
            assertThat(senders.receiver(Codec.int64()).stream()).isEmpty();
        }
    }

    @Test
    void aSenderThatMayWaitWaitsForTheNextReceiver() {
        try (Channel patient =
                Channel.inProcess(OPTIONS.whenReceiverDrops(WhenReceiverDrops.WAIT))) {
            Sender<String> sender = patient.sender(Codec.utf8());
            patient.receiver(Codec.utf8()).close();
            fill(sender);
            Background<Void> send =
                    Background.run("send", () -> sender.send("waited")).awaitWaiting();

            try (Receiver<String> next = patient.receiver(Codec.utf8())) {
                next.receive();
                send.result();
                sender.close();
                assertThat(next.stream().toList()).endsWith("waited");
            }
        }
    }

    @Test
    void manySendersAndOneReceiverLoseAndDoubleNothing() {
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
        int senders = 4;
        int each = 5_000;
        List<Background<Void>> sends = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            Sender<byte[]> sender = channel.sender(Codec.bytes());
            int id = s;
            sends.add(
                    Background.run(
                            "sender " + id,
                            () -> {
                                UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
                                for (int i = 0; i < each; i++) {
                                    message.putInt(0, id);
                                    message.putInt(4, i);
                                    sender.send(message.byteArray());
                                }
                                sender.close();
                            }));
        }

        int[] next = new int[senders];
        for (byte[] message : receiver) {
            UnsafeBuffer view = new UnsafeBuffer(message);
            assertThat(view.getInt(4)).isEqualTo(next[view.getInt(0)]++);
        }

        sends.forEach(Background::result);
        assertThat(next).containsOnly(each);
    }

    @Test
    void everyWaitStrategyWakesBothSides() {
        for (WaitStrategy strategy :
                List.of(
                        WaitStrategy.busySpin(),
                        WaitStrategy.yielding(),
                        WaitStrategy.blocking())) {
            try (Channel waiting = Channel.inProcess(OPTIONS.waitStrategy(strategy))) {
                Receiver<String> receiver = waiting.receiver(Codec.utf8());
                Sender<String> sender = waiting.sender(Codec.utf8());
                Background<String> receive = Background.call("receive", receiver::receive);
                Await.until("it looked in vain", () -> waiting.status().emptyPolls() > 10);
                sender.send("woken");
                assertThat(receive.result()).isEqualTo("woken");

                fill(sender);
                Background<Void> send = Background.run("send", () -> sender.send("woken too"));
                Await.until(
                        "it found no room",
                        () -> waiting.status().senders().get(0).timesFull() > 0);
                receiver.receive();
                send.result();
            }
        }
    }

    @Test
    void namesOfChannelsAndTheirFilesAreThere() {
        Path file = directory.resolve("channel");
        try (Channel named = Channel.open(file, OPTIONS)) {
            assertThat(named.path()).contains(file);
            assertThat(named).hasToString("Channel[" + file + ", 4096 bytes]");
            assertThat(named.capacity()).isEqualTo(CAPACITY);
        }
        assertThat(channel.path()).isEmpty();
        assertThat(channel).hasToString("Channel[the channel in this process, 4096 bytes]");
        assertThatThrownBy(() -> Channel.open(directory.resolve("a").resolve("b")))
                .isInstanceOf(MillraceException.class);
    }

    private static byte[] pattern(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (seed * 31 + i);
        }
        return bytes;
    }

    private static void fill(Sender<String> sender) {
        while (sender.trySend("message")) {
            // Until the ring is full.
        }
    }
}
