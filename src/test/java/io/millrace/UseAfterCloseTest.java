package io.millrace;

import static io.millrace.Refusals.assertThrows;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Halves that are used after their owner closed them. */
class UseAfterCloseTest {
    @AutoClose
    private final Channel channel =
            Channel.inProcess(ChannelOptions.defaults().capacity(4096).maxSenders(2));

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
}
