package io.millrace;

import static io.millrace.Closures.RECEIVER_CLOSED;
import static io.millrace.Closures.assertClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A channel whose receiver has closed it, or has seen its end, and the next receiver. */
class NextReceiverTest extends ChannelInEitherPlace {
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
}
