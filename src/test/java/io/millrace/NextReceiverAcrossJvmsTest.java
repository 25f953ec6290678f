package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Peer;
import org.junit.jupiter.api.Test;

/** What the next receiver finds, and who may send to it. */
class NextReceiverAcrossJvmsTest extends ChannelAcrossJvms {
    @Test
    void aNewReceiverGoesOnWhereTheKilledOneStopped() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("receiver");
        Sender<String> sender = channel.sender(Codec.utf8());
        for (int i = 0; i < 5; i++) {
            sender.send("message " + i);
        }
        assertThat(peer.ask("receive")).isEqualTo("message 0");
        assertThat(peer.ask("receive")).isEqualTo("message 1");
        assertThatThrownBy(() -> channel.receiver(Codec.utf8()))
                .isInstanceOf(ReceiverInUseException.class);
        peer.jvm().kill();

        Receiver<String> receiver = channel.receiver(Codec.utf8());
        sender.close();

        assertThat(receiver.stream()).containsExactly("message 2", "message 3", "message 4");
    }

    @Test
    void nothingIsLostBetweenTwoReceivers() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("sender");
        peer.ask("send early");
        try (Receiver<String> first = channel.receiver(Codec.utf8())) {
            assertThat(first.receive()).isEqualTo("early");
        }

        Receiver<String> second = channel.receiver(Codec.utf8());
        assertThat(peer.ask("send late")).isEqualTo("ok");
        peer.jvm().kill();

        assertThat(second.stream()).containsExactly("late");
    }

    @Test
    void noSenderOfAnotherJvmCanAttachOnceTheReceiverHasSeenClosure() {
        Peer peer = open(LONG_TIMEOUT);
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        peer.ask("sender");
        peer.ask("closeSender");
        assertThat(receiver.stream()).isEmpty();

        assertThat(peer.ask("sender")).startsWith("ChannelClosedException: ").contains("anew");
        receiver.close();
        Receiver<String> second = channel.receiver(Codec.utf8());

        assertThat(peer.ask("sender")).isEqualTo("ok");
        peer.ask("send again");
        assertThat(second.receive()).isEqualTo("again");
    }
}
