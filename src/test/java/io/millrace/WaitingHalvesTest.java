package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.RecordLayout;
import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits goes on when a message or room comes, and gives up after its time. */
class WaitingHalvesTest {
    private final Channel channel = Channel.inProcess(SmallRing.OPTIONS);

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void aTimedSendGivesUpAfterItsTimeAndSendsNothing() {
        Sender<String> sender = channel.sender(Codec.utf8());
        FullRing.fill(sender, "message");
        long start = System.nanoTime();

        assertThat(sender.send("no room", Duration.ofMillis(30))).isFalse();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
        assertThat(sender.send("no room", Duration.ZERO)).isFalse();
        assertThat(sender.send("no room", Duration.ofSeconds(-1))).isFalse();
        assertThat(sender.send("no room", Duration.ofSeconds(Long.MIN_VALUE))).isFalse();
        sender.close();
        assertThat(channel.receiver(Codec.utf8()).stream())
                .hasSize(SmallRing.CAPACITY / RecordLayout.ALIGNMENT)
                .doesNotContain("no room");
    }

    @Test
    void aTimedSendSucceedsWhenRoomComesInTime() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        FullRing.fill(sender, "message");
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

    @Test
    void aClaimThatWaitsGetsTheRoomThatComes() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        FullRing.fill(sender, "message");
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

    @Test
    void everyWaitStrategyWakesBothSides() {
        for (WaitStrategy strategy :
                List.of(
                        WaitStrategy.busySpin(),
                        WaitStrategy.yielding(),
                        WaitStrategy.blocking())) {
            try (Channel waiting = Channel.inProcess(SmallRing.OPTIONS.waitStrategy(strategy))) {
                Receiver<String> receiver = waiting.receiver(Codec.utf8());
                Sender<String> sender = waiting.sender(Codec.utf8());
                Background<String> receive = Background.call("receive", receiver::receive);
                Await.until("it looked in vain", () -> waiting.status().emptyPolls() > 10);
                sender.send("woken");
                assertThat(receive.result()).isEqualTo("woken");

                FullRing.fill(sender, "message");
                Background<Void> send = Background.run("send", () -> sender.send("woken too"));
                Await.until(
                        "it found no room",
                        () -> waiting.status().senders().get(0).timesFull() > 0);
                receiver.receive();
                send.result();
            }
        }
    }
}
