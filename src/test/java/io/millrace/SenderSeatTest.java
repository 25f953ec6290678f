package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.liveness.DeathProof;
import io.millrace.mapping.ChannelCreator;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel with a single sender slot, while another process looks whether its owner lives. */
class SenderSeatTest {
    private static final ChannelOptions ONE_SENDER = ChannelOptions.defaults().maxSenders(1);
    private static final int ONLY_SLOT = 1;
    private static final int ATTACHES = 3_000;

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    @Test
    void aLookAtAFreeSlotDoesNotRefuseANewcomer() {
        Path path = directory.resolve("channel");
        try (Channel channel = Channel.open(path, ONE_SENDER);
                ChildJvm onlooker = ChildJvm.start(SenderSeatTest.class, path)) {
            onlooker.awaitLine("looks");

            for (int i = 0; i < ATTACHES; i++) {
                channel.sender(Codec.bytes()).close();
            }

            assertThat(onlooker.isAlive()).isTrue();
        }
    }

    @Test
    void aSlotWhoseOwnerLivesIsNotTaken() {
        Path path = directory.resolve("channel");
        try (Channel channel = Channel.open(path, ONE_SENDER);
                Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            assertThatThrownBy(sender::duplicate)
                    .isInstanceOf(ChannelFullException.class)
                    .hasMessage(path + ": all 1 sender slots are taken (option maxSenders)");
        }
    }

    /** The onlooker; its argument is the channel. It looks for as long as its parent lives. */
    public static void main(String[] arguments) throws IOException {
        DeathProof[] proof = new DeathProof[1];
        Seams seams =
                new Seams(
                        UnaryOperator.identity(),
                        real -> proof[0] = real,
                        ChannelCreator.Steps.NONE);
        Channel channel = Channel.open(Path.of(arguments[0]), ONE_SENDER, seams);
        Thread looks = new Thread(() -> look(proof[0]), "looks");
        looks.setDaemon(true);
        looks.start();
        System.out.println("looks at " + channel);
        while (System.in.read() >= 0) {
            // Nobody tells it anything.
        }
    }

    private static void look(DeathProof proof) {
        while (true) {
            boolean unused = proof.isHeld(ONLY_SLOT);
            LockSupport.parkNanos(1_000);
        }
    }
}
