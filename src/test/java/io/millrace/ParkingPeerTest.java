package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.Peer;
import io.millrace.testkit.SharedMemory;
import io.millrace.testkit.WakeUpsOnly;
import io.millrace.wait.Futex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The other JVM cannot call the kernel, so it wakes nobody; here sleeps that rely on being woken
 * have no time-out.
 */
class ParkingPeerTest {
    private static final List<String> PARKING = ChildJvm.flagsAnd("-Dmillrace.futex=parking");
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    private final WakeUpsOnly futex = new WakeUpsOnly();
    private Channel channel;
    private Peer peer;

    @BeforeEach
    void open() {
        assumeTrue(Futex.get().isKernel(), "no futex here");
        Path path = directory.resolve("channel");
        channel =
                Channel.open(
                        path,
                        ChannelOptions.defaults()
                                .capacity(1024)
                                .heartbeatInterval(INTERVAL)
                                .heartbeatTimeout(TIMEOUT),
                        Seams.NONE.withFutex(() -> futex));
        peer = Peer.open(PARKING, path, INTERVAL, TIMEOUT);
    }

    @AfterEach
    void close() {
        peer.close();
        channel.close();
    }

    @Test
    void itsMessageArrivesAtAReceiverThatWaits() {
        peer.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Background<String> receive = Background.call("receive", receiver::receive);
        awaitSleep(receive);

        peer.ask("send hello");

        assertThat(receive.result()).isEqualTo("hello");
    }

    @Test
    void aMessageArrivesWhileItWaits() {
        peer.ask("receiver");
        Sender<String> sender = channel.sender(Codec.utf8());
        Peer.Reply receive = peer.beginWaiting("receive");

        sender.send("hello");

        assertThat(receive.await()).isEqualTo("hello");
    }

    @Test
    void itsRoomArrivesAtASenderThatWaits() {
        peer.ask("receiver");
        Sender<String> sender = channel.sender(Codec.utf8());
        FullRing.fill(sender, "message");
        Background<Void> send = Background.run("send", () -> sender.send("one more"));
        awaitSleep(send);

        peer.ask("receive");

        send.result();
    }

    @Test
    void roomArrivesWhileItWaits() {
        peer.ask("sender");
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        peer.ask("fill message");
        Peer.Reply send = peer.beginWaiting("send one more");

        receiver.receive();

        assertThat(send.await()).isEqualTo("ok");
    }

    /** Past its first sleeps, which are short in any case. */
    private void awaitSleep(Background<?> waiter) {
        waiter.awaitWaiting();
        int calls = futex.calls();
        Await.until("it sleeps again and again", () -> futex.calls() > calls + 20);
    }
}
