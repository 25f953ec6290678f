package io.millrace;

import static io.millrace.FullRing.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Background;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Interrupts of the threads that wait in a half, or do not need to. */
class InterruptTest {
    @AutoClose
    private final Channel channel =
            Channel.inProcess(ChannelOptions.defaults().capacity(4096).maxSenders(2));

    @Test
    void anInterruptEndsASendThatWaitsAndStaysSet() {
        Sender<String> sender = channel.sender(Codec.utf8());
        fill(sender, "message");

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
}
