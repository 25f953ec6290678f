package io.millrace;

import static io.millrace.FullRing.fill;
import static io.millrace.Refusals.assertThrows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Background;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A half inside a call, or with an open claim, takes no other call. */
class OneThreadAtATimeTest {
    private static final String SENDER_IN_USE =
            "this sender is in use: a claim of it is open, or another thread is inside a call; a"
                    + " sender is for one thread at a time, duplicate() gives another";

    private static final String RECEIVER_IN_USE =
            "this receiver is in use: another thread, or the handler of a poll, is inside a call; a"
                    + " receiver is for one thread at a time";

    @AutoClose
    private final Channel channel =
            Channel.inProcess(ChannelOptions.defaults().capacity(4096).maxSenders(2));

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
        fill(sender, "message");
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
}
