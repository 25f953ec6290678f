package io.millrace;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import io.millrace.testkit.Peer;
import io.millrace.testkit.WakeUpsOnly;
import io.millrace.wait.Futex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A channel whose halves fall asleep; no sleep has a time-out, so a wake-up that does not come is
 * noticed.
 */
final class WakeUpScene implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Without heartbeats, since the first look at a new half wakes the others too. */
    private static final ChannelOptions IN_ONE_JVM =
            ChannelOptions.defaults().capacity(4096).maxSenders(20).ownDutyCycle(true);

    private static final ChannelOptions WITH_OTHER_JVMS =
            IN_ONE_JVM.ownDutyCycle(false).heartbeatInterval(INTERVAL).heartbeatTimeout(TIMEOUT);

    private final WakeUpsOnly futex = new WakeUpsOnly();
    private final Path path;
    private final Channel channel;

    private WakeUpScene(Path directory, ChannelOptions options) {
        assumeTrue(Futex.get().isKernel(), "no futex here");
        path = directory.resolve("channel");
        channel = Channel.open(path, options, Seams.NONE.withFutex(() -> futex));
    }

    static WakeUpScene inOneJvm(Path directory) {
        return new WakeUpScene(directory, IN_ONE_JVM);
    }

    static WakeUpScene withOtherJvms(Path directory) {
        return new WakeUpScene(directory, WITH_OTHER_JVMS);
    }

    Channel channel() {
        return channel;
    }

    WakeUpsOnly futex() {
        return futex;
    }

    Peer openPeer() {
        return Peer.open(path, INTERVAL, TIMEOUT);
    }

    Background<String> sleepingReceive(Receiver<String> receiver) {
        Background<String> receive = Background.call("receive", receiver::receive);
        futex.awaitAsleep(1);
        return receive;
    }

    /** So many senders that sleep because the ring is full; each has "late" to send. */
    List<Background<Void>> sleepingSends(int count) {
        Sender<String> filler = channel.sender(Codec.utf8());
        while (filler.trySend("filling")) {}
        List<Background<Void>> sends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sender<String> sender = channel.sender(Codec.utf8());
            sends.add(Background.run("send " + i, () -> sender.send("late")));
            futex.awaitAsleep(i + 1);
        }
        return sends;
    }

    void awaitMeansOfSenders() {
        awaitMeans(status -> status.senders().stream().filter(half -> half.state().equals("open")));
    }

    void awaitMeansOfReceiver() {
        awaitMeans(status -> status.receiver().stream());
    }

    private void awaitMeans(Function<ChannelStatus, Stream<HalfStatus>> halves) {
        Await.until(
                "the other JVM can wake",
                () ->
                        halves.apply(channel.status())
                                .allMatch(half -> half.wakesBy().startsWith("futex")));
    }

    @Override
    public void close() {
        channel.close();
    }
}
