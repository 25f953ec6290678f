package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Peer;
import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests with a real second JVM that closes its halves, is killed, or is stopped. */
abstract class ChannelAcrossJvms {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    /** For halves that die: nobody notices by the clock, only by the proof of death. */
    static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);

    /** For halves that are stopped. */
    static final Duration SHORT_TIMEOUT = Duration.ofSeconds(1);

    /** How late a thread may come to run on a machine that has other things to do. */
    private static final Duration MACHINE = Duration.ofSeconds(3);

    /** What a peer answers whose sender was declared dropped after the short timeout. */
    static final String FENCED =
            "SenderFencedException: this sender was declared dropped after PT1S without a heartbeat"
                    + " of its process; the message in hand may or may not have arrived";

    @TempDir(factory = SharedMemory.class)
    Path directory;

    Channel channel;
    private final List<Peer> peers = new ArrayList<>();

    @AfterEach
    void close() {
        peers.forEach(Peer::close);
        channel.close();
    }

    /** Opens the channel in another JVM, and here unless it is open. */
    Peer open(Duration timeout) {
        if (channel == null) {
            openHere(timeout);
        }
        Peer peer = Peer.open(file(), INTERVAL, timeout);
        peers.add(peer);
        return peer;
    }

    void openHere(Duration timeout) {
        channel =
                Channel.open(
                        file(),
                        ChannelOptions.defaults()
                                .capacity(4096)
                                .maxSenders(4)
                                .heartbeatInterval(INTERVAL)
                                .heartbeatTimeout(timeout));
    }

    private Path file() {
        return directory.resolve("channel");
    }

    static long ageOfBeat(HalfStatus half) {
        return System.currentTimeMillis() - half.beatAtMs();
    }

    /** That a death was noticed by its proof, long before the long timeout. */
    static void assertLongBeforeTheTimeout(long startNs) {
        assertThat(since(startNs)).isLessThan(LONG_TIMEOUT.dividedBy(2));
    }

    /** That a half that stands still was given up after the short timeout. */
    static void assertAtTheTimeout(long startNs) {
        assertThat(since(startNs))
                .isBetween(
                        SHORT_TIMEOUT.minus(INTERVAL.multipliedBy(2)),
                        SHORT_TIMEOUT.plus(INTERVAL.multipliedBy(2)).plus(MACHINE));
    }

    private static Duration since(long startNs) {
        return Duration.ofNanos(System.nanoTime() - startNs);
    }
}
