package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Background;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The errors of halves and claims, with their texts. */
class ChannelErrorsTest {
    private static final String CLAIM_OVER =
            "this claim is over: it was committed or aborted, and what was sent is the receiver's";
    private static final String SENDER_IN_USE =
            "this sender is in use: a claim of it is open, or another thread is inside a call; a"
                    + " sender is for one thread at a time, duplicate() gives another";
    private static final String RECEIVER_IN_USE =
            "this receiver is in use: another thread, or the handler of a poll, is inside a call; a"
                    + " receiver is for one thread at a time";

    private final Channel channel =
            Channel.inProcess(ChannelOptions.defaults().capacity(4096).maxSenders(2));

    private final List<Object> kept = new ArrayList<>();

    @AfterEach
    void close() {
        channel.close();
    }

    // ---- lengths

    @Test
    void aMessageThatIsTooLongIsRefusedWithBothLengthsAndNothingIsClaimed() {
        Sender<byte[]> sender = channel.sender(Codec.bytes());
        byte[] tooLong = new byte[2033];
        String text = "a message of 2033 bytes cannot be sent, the channel's longest is 2032 bytes";

        assertThat(sender.maxMessageLength()).isEqualTo(2032);
        assertThat(channel.maxMessageLength()).isEqualTo(2032);
        assertThrows(IllegalArgumentException.class, () -> sender.send(tooLong), text);
        assertThrows(IllegalArgumentException.class, () -> sender.trySend(tooLong), text);
        assertThrows(
                IllegalArgumentException.class,
                () -> sender.send(tooLong, Duration.ofHours(1)),
                text);
        assertThrows(IllegalArgumentException.class, () -> sender.claim(2033), text);
        assertThrows(IllegalArgumentException.class, () -> sender.tryClaim(2033), text);
        assertThat(channel.status().producerCursor()).isZero();
        assertThat(sender.trySend(new byte[2032])).isTrue();
    }

    @Test
    void aNegativeLengthIsRefused() {
        Sender<byte[]> sender = channel.sender(Codec.bytes());

        assertThrows(
                IllegalArgumentException.class,
                () -> sender.claim(-1),
                "a message of -1 bytes cannot be sent, the channel's longest is 2032 bytes");
        assertThat(channel.status().producerCursor()).isZero();
    }

    @Test
    void aCodecThatWritesMoreThanItAnnouncedIsRefusedAndTheReceiverSeesNothing() {
        Sender<Integer> sender = channel.sender(new Lying());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());

        assertThrows(
                IllegalArgumentException.class,
                () -> sender.send(5),
                "the codec wrote 5 bytes, but had announced at most 4");
        assertThrows(
                IllegalArgumentException.class,
                () -> sender.send(-1),
                "the codec wrote -1 bytes, but had announced at most 4");
        assertThat(receiver.tryReceive()).isNull();
        sender.send(3);
        assertThat(receiver.receive()).hasSize(3);
    }

    @Test
    void anExceptionOfACodecIsPassedOnAndTheReceiverSeesNothing() {
        Sender<Integer> sender = channel.sender(new Lying());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());

        assertThrows(UnsupportedOperationException.class, () -> sender.send(99), "the codec's own");
        sender.close();

        assertThat(receiver.stream()).isEmpty();
    }

    @Test
    void aNullMessageIsRefusedAndTheSenderGoesOn() {
        Sender<String> sender = channel.sender(Codec.utf8());

        assertThatThrownBy(() -> sender.send(null)).isInstanceOf(NullPointerException.class);
        assertThat(sender.trySend("and on")).isTrue();
    }

    /** Claims four bytes and says that it wrote as many as the message. */
    private static final class Lying implements Codec<Integer> {
        @Override
        public int maxEncodedLength(Integer message) {
            return 4;
        }

        @Override
        public int encode(Integer message, MutableDirectBuffer buffer, int offset) {
            if (message == 99) {
                throw new UnsupportedOperationException("the codec's own");
            }
            return message;
        }

        @Override
        public Integer decode(DirectBuffer buffer, int offset, int length) {
            return length;
        }
    }

    // ---- slots

    @Test
    void aFullSenderTableIsRefusedAndASlotThatWasLeftIsUsedAgain() {
        Sender<String> first = channel.sender(Codec.utf8());
        keep(channel.sender(Codec.utf8()));
        String text =
                "the channel in this process: all 2 sender slots are taken (option maxSenders)";

        assertThrows(ChannelFullException.class, () -> channel.sender(Codec.utf8()), text);
        assertThrows(ChannelFullException.class, first::duplicate, text);
        first.close();

        channel.sender(Codec.utf8()).close();
    }

    @Test
    void aSecondReceiverIsRefusedWithProcessAndHeartbeatOfTheFirst() {
        keep(channel.receiver(Codec.utf8()));

        assertThatThrownBy(() -> channel.receiver(Codec.utf8()))
                .isInstanceOf(ReceiverInUseException.class)
                .hasMessageMatching(
                        "the channel in this process has a receiver: process "
                                + ProcessHandle.current().pid()
                                + ", last heartbeat \\d{1,4} ms ago");
    }

    @Test
    void aWaitStrategyThatFailsTakesNoSlot() {
        try (Channel failing =
                Channel.inProcess(
                        ChannelOptions.defaults()
                                .capacity(4096)
                                .waitStrategy(
                                        () -> {
                                            throw new UnsupportedOperationException("no strategy");
                                        }))) {
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> failing.sender(Codec.utf8()),
                    "no strategy");
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> failing.receiver(Codec.utf8()),
                    "no strategy");
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> failing.receiver(Codec.utf8()),
                    "no strategy");
            assertThat(failing.status().senders())
                    .allSatisfy(half -> assertThat(half.state()).isEqualTo("closed"));
        }
    }

    // ---- claims

    @Test
    void everyUseOfAClaimThatWasCommittedIsRefused() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Claim claim = sender.claim(8);
        claim.commit();

        assertOver(claim);
    }

    @Test
    void everyUseOfAClaimThatWasAbortedIsRefused() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Claim claim = sender.claim(8);
        claim.abort();

        assertOver(claim);
    }

    @Test
    void everyUseOfAClaimThatWasClosedIsRefused() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Claim claim = sender.claim(8);
        claim.close();

        assertOver(claim);
    }

    @Test
    void everyUseOfAClaimWhoseSenderWasClosedIsRefused() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Claim claim = sender.claim(8);
        sender.close();

        assertOver(claim);
    }

    @Test
    void theBufferOfAClaimHasNoBytesAfterCommit() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
        Claim claim = sender.claim(8);
        MutableDirectBuffer buffer = claim.buffer();
        buffer.putLong(claim.offset(), 1);
        claim.commit();

        assertThatThrownBy(() -> buffer.putLong(0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(receiver.receive()[0]).isEqualTo((byte) 1);
    }

    @Test
    void theBufferOfAClaimHasNoBytesAfterAbort() {
        MutableDirectBuffer buffer;
        try (Claim claim = channel.sender(Codec.utf8()).claim(8)) {
            buffer = claim.buffer();
        }

        assertThatThrownBy(() -> buffer.putLong(0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aClaimDoesNotReachBeyondItsLength() {
        try (Claim claim = channel.sender(Codec.utf8()).claim(8)) {
            assertThatThrownBy(() -> claim.buffer().putByte(claim.offset() + 8, (byte) 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> claim.buffer().putByte(claim.offset() - 1, (byte) 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aCommitOfMoreThanWasClaimedIsRefusedAndTheClaimStaysOpen() {
        Claim claim = channel.sender(Codec.utf8()).claim(8);

        assertThrows(
                IllegalArgumentException.class,
                () -> claim.commit(9),
                "a message of 9 bytes cannot be committed, claimed were 8");
        assertThrows(
                IllegalArgumentException.class,
                () -> claim.commit(-1),
                "a message of -1 bytes cannot be committed, claimed were 8");
        claim.commit(8);
    }

    private static void assertOver(Claim claim) {
        assertThrows(IllegalStateException.class, claim::buffer, CLAIM_OVER);
        assertThrows(IllegalStateException.class, claim::offset, CLAIM_OVER);
        assertThrows(IllegalStateException.class, claim::length, CLAIM_OVER);
        assertThrows(IllegalStateException.class, claim::commit, CLAIM_OVER);
        assertThrows(IllegalStateException.class, () -> claim.commit(1), CLAIM_OVER);
        assertThrows(IllegalStateException.class, claim::abort, CLAIM_OVER);
        claim.close();
        assertThat(claim).hasToString("Claim[over]");
    }

    // ---- one thread at a time

    @Test
    void aSenderWithAnOpenClaimDoesNothingElse() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Claim claim = sender.claim(8);

        assertThrows(IllegalStateException.class, () -> sender.claim(8), SENDER_IN_USE);
        assertThrows(IllegalStateException.class, () -> sender.tryClaim(8), SENDER_IN_USE);
        assertThrows(IllegalStateException.class, () -> sender.send("x"), SENDER_IN_USE);
        assertThrows(IllegalStateException.class, () -> sender.trySend("x"), SENDER_IN_USE);
        claim.commit();
        sender.send("x");
    }

    @Test
    void aSecondThreadInASenderIsRefusedAndTheFirstGoesOn() {
        Sender<String> sender = channel.sender(Codec.utf8());
        fill(sender);
        Background<Void> send =
                Background.run("send", () -> sender.send("first thread")).awaitWaiting();

        assertThrows(IllegalStateException.class, () -> sender.trySend("second"), SENDER_IN_USE);
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        receiver.receive();

        send.result();
        sender.close();
        assertThat(receiver.stream()).contains("first thread").doesNotContain("second");
    }

    @Test
    void aSecondThreadInAReceiverIsRefusedAndTheFirstGoesOn() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<String> receive = Background.call("receive", receiver::receive).awaitWaiting();

        assertThrows(IllegalStateException.class, receiver::tryReceive, RECEIVER_IN_USE);
        assertThrows(IllegalStateException.class, receiver::isClosed, RECEIVER_IN_USE);
        channel.sender(Codec.utf8()).send("for the first");

        assertThat(receive.result()).isEqualTo("for the first");
    }

    @Test
    void aHandlerThatCallsIntoItsReceiverIsRefusedAndItsMessageIsShownAgain() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        channel.sender(Codec.utf8()).send("once more");

        assertThrows(
                IllegalStateException.class,
                () -> receiver.poll((buffer, offset, length) -> receiver.tryReceive(), 1),
                RECEIVER_IN_USE);

        assertThat(receiver.receive()).isEqualTo("once more");
    }

    @Test
    void aHandlerMayCloseItsReceiver() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        sender.send("the last");
        List<Integer> lengths = new ArrayList<>();

        receiver.poll(
                (buffer, offset, length) -> {
                    lengths.add(length);
                    receiver.close();
                },
                1);

        assertThat(lengths).containsExactly(8);
        assertThatThrownBy(() -> sender.send("nobody there"))
                .isInstanceOf(ChannelClosedException.class);
        assertThrows(ChannelClosedException.class, receiver::tryReceive, "this receiver is closed");
    }

    // ---- closed by its owner

    @Test
    void everyUseOfAClosedSenderIsRefused() {
        Sender<String> sender = channel.sender(Codec.utf8());
        sender.close();
        sender.close();

        String text = "this sender is closed";
        assertThrows(ChannelClosedException.class, () -> sender.send("x"), text);
        assertThrows(ChannelClosedException.class, () -> sender.trySend("x"), text);
        assertThrows(
                ChannelClosedException.class, () -> sender.send("x", Duration.ofHours(1)), text);
        assertThrows(ChannelClosedException.class, () -> sender.claim(1), text);
        assertThrows(ChannelClosedException.class, () -> sender.tryClaim(1), text);
        assertThrows(ChannelClosedException.class, sender::duplicate, text);
    }

    @Test
    void everyUseOfAClosedReceiverIsRefused() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        channel.sender(Codec.utf8()).send("unread");
        receiver.close();
        receiver.close();

        String text = "this receiver is closed";
        assertThrows(ChannelClosedException.class, receiver::receive, text);
        assertThrows(ChannelClosedException.class, receiver::tryReceive, text);
        assertThrows(
                ChannelClosedException.class, () -> receiver.receive(Duration.ofHours(1)), text);
        assertThrows(
                ChannelClosedException.class,
                () -> receiver.poll((buffer, offset, length) -> {}, 1),
                text);
        assertThat(receiver.isClosed()).isTrue();
        assertThat(receiver.iterator().hasNext()).isFalse();
    }

    @Test
    void theAgentOfAChannelThatHasAThreadIsRefused() {
        assertThrows(
                IllegalStateException.class,
                channel::agentInvoker,
                "the heartbeats have a thread; open the channel with ownDutyCycle(true)");
    }

    // ---- interrupts

    @Test
    void anInterruptEndsASendThatWaitsAndStaysSet() {
        Sender<String> sender = channel.sender(Codec.utf8());
        fill(sender);

        assertInterrupted(() -> sender.send("x"), "interrupted while a sender waited");
        assertInterrupted(
                () -> sender.send("x", Duration.ofHours(1)), "interrupted while a sender waited");
        assertInterrupted(() -> sender.claim(8), "interrupted while a sender waited");
        assertThat(channel.status().producerCursor()).isEqualTo(4096);
        channel.receiver(Codec.utf8()).receive();
        sender.send("goes on afterwards");
    }

    @Test
    void anInterruptEndsAReceiveThatWaitsAndStaysSet() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        String text = "interrupted while a receiver waited";

        assertInterrupted(receiver::receive, text);
        assertInterrupted(() -> receiver.receive(Duration.ofHours(1)), text);
        assertInterrupted(() -> assertThat(receiver.iterator()).hasNext(), text);
        assertInterrupted(() -> receiver.stream().forEach(message -> {}), text);
        channel.sender(Codec.utf8()).send("goes on afterwards");
        assertThat(receiver.receive()).isEqualTo("goes on afterwards");
    }

    @Test
    void whatNeedsNoWaitIsDoneInAnInterruptedThread() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());

        Background<String> both =
                Background.call(
                        "interrupted",
                        () -> {
                            Thread.currentThread().interrupt();
                            sender.send("through");
                            return receiver.receive() + Thread.currentThread().isInterrupted();
                        });

        assertThat(both.result()).isEqualTo("throughtrue");
    }

    private static void assertInterrupted(Background.ThrowingRunnable call, String text) {
        boolean[] flag = new boolean[1];
        Background<Void> waits =
                Background.run(
                                "waits",
                                () -> {
                                    try {
                                        call.run();
                                    } finally {
                                        flag[0] = Thread.currentThread().isInterrupted();
                                    }
                                })
                        .awaitWaiting();

        waits.thread().interrupt();

        assertThat(waits.failure())
                .isInstanceOf(ChannelInterruptedException.class)
                .hasMessage(text);
        assertThat(flag[0]).isTrue();
    }

    /** Keeps a half reachable to the end of the test: one that is not is closed. */
    private <H> H keep(H half) {
        kept.add(half);
        return half;
    }

    private static void fill(Sender<String> sender) {
        while (sender.trySend("message")) {
            // Until the ring is full.
        }
    }

    private static void assertThrows(
            Class<? extends Throwable> type, ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessage(text);
    }
}
