package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.Peer;
import org.junit.jupiter.api.Test;

/** Claims of senders that die or stop before they commit. */
class UnfinishedClaimTest extends ChannelAcrossJvms {
    @Test
    void aClaimOfAKilledSenderHoldsNobodyUpAndIsNeverSeen() {
        Peer dies = open(LONG_TIMEOUT);
        dies.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        sender.send("before");
        assertThat(dies.ask("claim half written")).isEqualTo("ok");
        sender.send("behind");
        assertThat(receiver.receive()).isEqualTo("before");
        Background<String> receive = Background.call("receive", receiver::receive).awaitWaiting();

        dies.jvm().kill();

        assertThat(receive.result()).isEqualTo("behind");
        assertThat(channel.status().recoveredRecords()).isEqualTo(1);
    }

    @Test
    void aClaimOfAStoppedSenderIsPassedOverAtTheTimeout() {
        Peer stops = open(SHORT_TIMEOUT);
        stops.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        assertThat(stops.ask("claim half written")).isEqualTo("ok");
        sender.send("behind");

        stops.jvm().stop();

        assertThat(receiver.receive()).isEqualTo("behind");
        assertThat(channel.status().consumerCursor()).isZero();
        stops.jvm().resume();
        assertThat(stops.ask("commit")).isEqualTo(FENCED);
        sender.send("and on");
        assertThat(receiver.receive()).isEqualTo("and on");
        Await.until(
                "its memory is given back",
                () -> {
                    receiver.tryReceive();
                    ChannelStatus status = channel.status();
                    return status.consumerCursor() == status.producerCursor();
                });
    }
}
