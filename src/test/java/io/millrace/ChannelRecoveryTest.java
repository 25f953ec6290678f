package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ChannelRecovery.FreedSlot;
import io.millrace.ChannelRecovery.MendedClaim;
import io.millrace.testkit.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelRecoveryTest {
    @TempDir Path directory;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = directory.resolve("orders");
    }

    @Test
    void shouldMendWhatTheDeadLeftAndKeepEveryMessage() {
        long dead;
        try (Channel channel = Channel.open(path, StepVictim.OPTIONS);
                Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            sender.send(new byte[] {1});
            dead = killInsideAClaim("short");
            sender.send(new byte[] {2});
        }
        assertThat(ChannelInspection.of(path, 10).stuckAt()).hasValue(64);
        assertThat(ChannelInspection.of(path, 10).holders())
                .singleElement()
                .satisfies(holder -> assertThat(holder.pid()).isEqualTo(dead));

        ChannelRecovery recovery = ChannelRecovery.of(path);

        assertThat(recovery.mended()).containsExactly(new MendedClaim(64, 128));
        assertThat(recovery.freed()).containsExactly(new FreedSlot(2, dead));
        assertThat(recovery.waitingMessages()).isEqualTo(2);
        assertThat(ChannelInspection.of(path, 10).stuckAt()).isEmpty();
        assertThat(receiveAll()).containsExactly(1, 2);
    }

    @Test
    void shouldFindNothingToMendInAChannelThatWasLeftInOrder() {
        try (Channel channel = Channel.open(path, StepVictim.OPTIONS);
                Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            sender.send(new byte[] {1});
        }
        assertThat(ChannelRecovery.of(path))
                .isEqualTo(new ChannelRecovery(path.toString(), 1, List.of(), List.of()));
        assertThat(receiveAll()).containsExactly(1);
    }

    @Test
    void shouldRefuseAChannelThatSomebodyHasOpen() {
        try (Channel channel = Channel.open(path, StepVictim.OPTIONS);
                Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            assertThatThrownBy(() -> ChannelRecovery.of(path))
                    .isInstanceOf(MillraceException.class)
                    .hasMessage(
                            "%s: the sender in slot 1 (process %d) has it open; only a channel that"
                                    + " nobody has open is mended",
                            path, ProcessHandle.current().pid());
            sender.send(new byte[] {7});
        }
        assertThat(receiveAll()).containsExactly(7);
    }

    @Test
    void shouldSayWhenThereIsNoSuchChannel() {
        assertThatThrownBy(() -> ChannelRecovery.of(path))
                .isInstanceOf(MillraceException.class)
                .hasMessage(path + ": there is no such channel");
    }

    private long killInsideAClaim(String action) {
        try (ChildJvm dead = ChildJvm.start(StepVictim.class, path, false)) {
            dead.awaitLine("ready");
            dead.tell("open");
            dead.tell("sender");
            dead.tell("run " + action + " 3");
            dead.awaitLine("at 3 ");
            dead.kill();
            return dead.pid();
        }
    }

    private List<Integer> receiveAll() {
        List<Integer> numbers = new ArrayList<>();
        try (Channel channel = Channel.open(path);
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            receiver.forEach(message -> numbers.add((int) message[0]));
        }
        return numbers;
    }
}
