package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.Peer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Senders whose process is stopped beyond the timeout, and for less. */
class FencedSenderTest extends ChannelAcrossJvms {
    /** Keeps halves reachable to the end of the test: one that is not is closed. */
    private final List<Object> kept = new ArrayList<>();

    @Test
    void aSenderThatWasStoppedBeyondTheTimeoutIsFenced() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> stays = channel.sender(Codec.utf8());
        stopUntilFenced(peer, receiver);

        peer.jvm().resume();

        assertThat(peer.ask("send too late")).isEqualTo(FENCED);
        assertThat(peer.ask("trySend too late")).isEqualTo(FENCED);
        assertThat(peer.ask("claim x")).isEqualTo(FENCED);
        assertThat(peer.ask("closeSender")).isEqualTo("ok");
        assertThat(peer.ask("sender")).isEqualTo("ok");
        assertThat(peer.ask("send in time")).isEqualTo("ok");
        stays.close();
        peer.ask("closeSender");
        assertThat(receiver.stream()).contains("in time");
        assertThat(channel.status().fencedSenders()).isEqualTo(1);
    }

    @Test
    void aSendThatWaitsNoticesThatItsSenderWasFenced() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        kept.add(channel.sender(Codec.utf8()));
        assertThat(peer.ask("fill message")).isEqualTo("64");
        Peer.Reply send = peer.beginWaiting("send no room");
        peer.jvm().stop();
        Await.until("it stands still", () -> ageOfBeat(sender(peer)) > 100);
        // Fencing is the receiver's, and it looks only when the ring is empty.
        receiver.poll((buffer, offset, length) -> {}, 64);
        Await.until(
                "fenced",
                () -> {
                    receiver.tryReceive();
                    return state(peer).equals("fenced");
                });
        peer.jvm().resume();

        assertThat(send.await()).isEqualTo(FENCED);
    }

    @Test
    void aFencedSenderThatAbortsItsClaimCanStillBeClosed() {
        Peer peer = open(SHORT_TIMEOUT);
        peer.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        kept.add(channel.sender(Codec.utf8()));
        peer.ask("claim unfinished");
        stopUntilFenced(peer, receiver);

        peer.jvm().resume();

        assertThat(peer.ask("abort")).isEqualTo(FENCED);
        assertThat(peer.ask("send too late")).isEqualTo(FENCED);
        assertThat(peer.ask("closeSender")).isEqualTo("ok");
        assertThat(state(peer)).isEqualTo("closed");
    }

    @Test
    void aPauseShorterThanTheTimeoutIsNeverDeath() {
        Peer receives = open(LONG_TIMEOUT);
        Peer sends = open(LONG_TIMEOUT);
        receives.ask("receiver");
        sends.ask("sender");
        Sender<String> sender = channel.sender(Codec.utf8());

        receives.jvm().stop();
        sends.jvm().stop();
        Await.until("the heartbeats stand still", () -> ageOfBeat(sender(sends)) > 500);
        assertThat(sender.trySend("meanwhile")).isTrue();
        receives.jvm().resume();
        sends.jvm().resume();

        assertThat(receives.ask("receive")).isEqualTo("meanwhile");
        assertThat(sends.ask("send back again")).isEqualTo("ok");
        assertThat(receives.ask("receive")).isEqualTo("back again");
        assertThat(channel.status().fencedSenders()).isZero();
    }

    private void stopUntilFenced(Peer peer, Receiver<String> receiver) {
        peer.jvm().stop();
        Await.until(
                "the stopped sender is fenced",
                () -> {
                    receiver.tryReceive();
                    return state(peer).equals("fenced");
                });
    }

    private HalfStatus sender(Peer peer) {
        return channel.status().senders().stream()
                .filter(half -> half.pid() == peer.pid())
                .findFirst()
                .orElseThrow();
    }

    private String state(Peer peer) {
        return sender(peer).state();
    }
}
