package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Peer;
import org.junit.jupiter.api.Test;

/** A half that is there before the other side has ever attached in another JVM. */
class FirstAttachAcrossJvmsTest extends ChannelAcrossJvms {
    @Test
    void aReceiverInAnotherJvmWaitsForItsFirstSender() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("receiver");
        Peer.Reply receive = peer.beginWaiting("receive");
        channel.close();
        openHere(SHORT_TIMEOUT);
        assertThat(receive.isThere()).isFalse();

        channel.sender(Codec.utf8()).send("first");

        assertThat(receive.await()).isEqualTo("first");
    }

    @Test
    void aSenderInAnotherJvmFillsTheRingAndWaitsForTheFirstReceiver() {
        Peer peer = open(LONG_TIMEOUT);
        peer.ask("sender");
        assertThat(peer.ask("fill early")).isEqualTo("64");
        Peer.Reply send = peer.beginWaiting("send late");

        Receiver<String> receiver = channel.receiver(Codec.utf8());
        for (int i = 0; i < 64; i++) {
            assertThat(receiver.receive()).isEqualTo("early");
        }

        assertThat(send.await()).isEqualTo("ok");
        assertThat(receiver.receive()).isEqualTo("late");
    }
}
