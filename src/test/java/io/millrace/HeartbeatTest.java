package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Await;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.Peer;
import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AgentInvoker;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final ChannelOptions OPTIONS =
            ChannelOptions.defaults()
                    .capacity(4096)
                    .maxSenders(4)
                    .heartbeatInterval(INTERVAL)
                    .heartbeatTimeout(TIMEOUT);

    @TempDir(factory = SharedMemory.class)
    Path directory;

    private final List<Object> kept = new ArrayList<>();

    // ---- the thread

    @Test
    void oneDaemonThreadServesAllChannelsAndEndsWithTheLast() {
        try (ChildJvm jvm = ChildJvm.start(Threads.class, directory)) {
            assertThat(jvm.awaitExit()).isZero();
            assertThat(jvm.lines())
                    .containsExactly(
                            "before: 0",
                            "with 10 channels: 1 daemon",
                            "with the last: 1 daemon",
                            "after: 0",
                            "again: 1 daemon");
        }
    }

    /** Counts the heartbeat threads of its JVM, which ends though the last channel stays open. */
    static final class Threads {
        private Threads() {}

        public static void main(String[] arguments) {
            print("before");
            List<Channel> channels = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Channel channel =
                        i % 2 == 0
                                ? Channel.inProcess(OPTIONS)
                                : Channel.open(Path.of(arguments[0], "channel" + i), OPTIONS);
                channel.sender(Codec.utf8());
                channels.add(channel);
            }
            print("with 10 channels");
            channels.subList(1, 10).forEach(Channel::close);
            print("with the last");
            channels.get(0).close();
            Await.until("the thread has ended", () -> heartbeatThreads().isEmpty());
            print("after");
            channels.add(Channel.inProcess(OPTIONS));
            print("again");
            channels.forEach(Channel::close);
        }

        private static void print(String when) {
            List<Thread> threads = heartbeatThreads();
            boolean daemon = !threads.isEmpty() && threads.stream().allMatch(Thread::isDaemon);
            System.out.println(when + ": " + threads.size() + (daemon ? " daemon" : ""));
        }

        private static List<Thread> heartbeatThreads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("millrace-heartbeat"))
                    .toList();
        }
    }

    @Test
    void theHeartbeatsOfBothHalvesMove() {
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            keep(channel.receiver(Codec.utf8()));
            keep(channel.sender(Codec.utf8()));
            HalfStatus receiver = channel.status().receiver().orElseThrow();
            HalfStatus sender = channel.status().senders().get(0);

            Await.until(
                    "both hearts beat",
                    () ->
                            channel.status().receiver().orElseThrow().beatAtMs()
                                            > receiver.beatAtMs()
                                    && channel.status().senders().get(0).beatAtMs()
                                            > sender.beatAtMs());
        }
    }

    // ---- a duty cycle of the user's own

    @Test
    void aHalfWhoseUserInvokesTheAgentLives() {
        try (Channel own = Channel.open(file(), OPTIONS.ownDutyCycle(true));
                Channel other = Channel.open(file(), OPTIONS)) {
            AgentInvoker agent = own.agentInvoker();
            Sender<String> sender = own.sender(Codec.utf8());
            Receiver<String> receiver = other.receiver(Codec.utf8());
            long start = System.nanoTime();

            Await.until(
                    "two timeouts have passed",
                    () -> {
                        agent.invoke();
                        assertThat(receiver.isClosed()).isFalse();
                        return System.nanoTime() - start > 2 * TIMEOUT.toNanos();
                    });

            sender.send("alive");
            assertThat(receiver.receive()).isEqualTo("alive");
            assertThat(other.status().fencedSenders()).isZero();
        }
    }

    @Test
    void aSenderWhoseUserDoesNotInvokeTheAgentIsFencedAtTheTimeout() {
        try (Channel own = Channel.open(file(), OPTIONS.ownDutyCycle(true));
                Channel other = Channel.open(file(), OPTIONS)) {
            Sender<String> sender = own.sender(Codec.utf8());
            Receiver<String> receiver = other.receiver(Codec.utf8());
            sender.send("before");
            long start = System.nanoTime();

            assertThat(receiver.stream()).containsExactly("before");

            assertThat(System.nanoTime() - start)
                    .isGreaterThan(TIMEOUT.minus(INTERVAL.multipliedBy(2)).toNanos());
            assertThatThrownBy(() -> sender.send("too late"))
                    .isInstanceOf(SenderFencedException.class)
                    .hasMessage(
                            "this sender was declared dropped after PT1S without a heartbeat of its"
                                    + " process; the message in hand may or may not have arrived");
            assertThat(other.status().fencedSenders()).isEqualTo(1);
        }
    }

    @Test
    void aReceiverWhoseUserDoesNotInvokeTheAgentIsDroppedAtTheTimeout() {
        try (Channel own = Channel.open(file(), OPTIONS.ownDutyCycle(true));
                Channel other = Channel.open(file(), OPTIONS)) {
            keep(own.receiver(Codec.utf8()));
            Sender<String> sender = other.sender(Codec.utf8());

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    sender.send("anybody?");
                                }
                            })
                    .isInstanceOf(ChannelClosedException.class)
                    .hasMessage("the receiver is gone: no sign of life from its process");
        }
    }

    @Test
    void theInvokedAgentWatchesTheOthersToo() {
        try (Channel own = Channel.open(file(), OPTIONS.ownDutyCycle(true))) {
            AgentInvoker agent = own.agentInvoker();
            Receiver<String> receiver = own.receiver(Codec.utf8());
            try (Peer peer = Peer.open(file(), INTERVAL, TIMEOUT)) {
                peer.ask("sender");
                peer.jvm().kill();
            }

            Await.until(
                    "the death of the other is noticed",
                    () -> {
                        agent.invoke();
                        return receiver.isClosed();
                    });
        }
    }

    @Test
    void theAgentOfAChannelThatHasAThreadIsRefused() {
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Refusals.assertThrows(
                    IllegalStateException.class,
                    channel::agentInvoker,
                    "the heartbeats have a thread; open the channel with ownDutyCycle(true)");
        }
    }

    // ---- the end of a JVM

    @RepeatedTest(3)
    void anExitClosesTheHalvesThatWaitAtOnce() {
        try (Channel channel = Channel.open(file(), OPTIONS);
                Peer peer = Peer.open(file(), INTERVAL, TIMEOUT)) {
            peer.ask("receiver");
            peer.beginWaiting("receive");

            peer.tell("exit 7");

            assertThat(peer.jvm().awaitExit()).isEqualTo(7);
            assertThat(channel.status().receiver().orElseThrow().state()).isEqualTo("closed");
            assertThatThrownBy(() -> channel.sender(Codec.utf8()).send("nobody there"))
                    .isInstanceOf(ChannelClosedException.class)
                    .hasMessage("the receiver is gone: it was closed");
        }
    }

    @RepeatedTest(3)
    void aTermSignalClosesTheHalvesThatWaitAtOnce() {
        try (Channel channel = Channel.open(file(), OPTIONS);
                Peer peer = Peer.open(file(), INTERVAL, TIMEOUT)) {
            peer.ask("sender");
            peer.ask("fill message");
            peer.beginWaiting("send no room");

            peer.jvm().signal("TERM");

            assertThat(peer.jvm().awaitExit()).isEqualTo(128 + 15);
            assertThat(channel.status().senders())
                    .singleElement()
                    .satisfies(half -> assertThat(half.state()).isEqualTo("closed"));
            assertThat(channel.receiver(Codec.utf8()).stream()).hasSize(64);
        }
    }

    @Test
    void anExitOverAnOpenClaimLosesThatClaimOnly() {
        try (Channel channel = Channel.open(file(), OPTIONS);
                Peer peer = Peer.open(file(), INTERVAL, TIMEOUT)) {
            peer.ask("sender");
            peer.ask("send whole");
            peer.ask("claim half");

            peer.tell("exit 0");

            assertThat(peer.jvm().awaitExit()).isZero();
            assertThat(channel.receiver(Codec.utf8()).stream()).containsExactly("whole");
        }
    }

    /** Keeps a half reachable to the end of the test: one that is not is closed. */
    private <H> H keep(H half) {
        kept.add(half);
        return half;
    }

    private Path file() {
        return directory.resolve("channel");
    }
}
