package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.Peer;
import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is stopped for too long while it has a batch open. */
class FencedBatchTest {
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    @Test
    void shouldSayAtItsCloseThatItsSenderWasFenced() {
        Path path = directory.resolve("channel");
        ChannelOptions options =
                ChannelOptions.defaults().heartbeatInterval(INTERVAL).heartbeatTimeout(TIMEOUT);
        try (Channel channel = Channel.open(path, options);
                Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> other = channel.sender(Codec.utf8());
                Peer stops = Peer.open(path, INTERVAL, TIMEOUT)) {
            stops.ask("sender");
            stops.ask("batch 3");
            stops.ask("put in time");
            other.send("behind");

            stops.jvm().stop();
            assertThat(receiver.receive(Await.LONG)).isEqualTo("in time");
            assertThat(receiver.receive(Await.LONG)).isEqualTo("behind");
            stops.jvm().resume();

            assertThat(stops.ask("put too late")).isEqualTo("ok");
            assertThat(stops.ask("closeBatch")).startsWith("SenderFencedException: ");
            assertThat(stops.ask("closeBatch")).isEqualTo("ok");
            assertThat(stops.ask("batch 3")).startsWith("SenderFencedException: ");
            assertThat(stops.ask("closeSender")).isEqualTo("ok");
            other.send("and on");
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
}
