package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.liveness.DeathProof;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
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
    public static void main(String[] arguments) {
        DeathProof[] proof = new DeathProof[1];
        Seams seams = Seams.NONE.withProof(real -> proof[0] = real);
        Thread parent = new Thread(SenderSeatTest::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        try (Channel channel = Channel.open(Path.of(arguments[0]), ONE_SENDER, seams)) {
            boolean held = proof[0].isHeld(ONLY_SLOT);
            System.out.println("looks at " + channel + ", first seen held: " + held);
            while (true) {
                LockSupport.parkNanos(1_000);
                held = proof[0].isHeld(ONLY_SLOT);
            }
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // It is told nothing.
            }
        } catch (IOException e) {
            System.out.println("no more of the parent: " + e);
        }
        Runtime.getRuntime().halt(0);
    }
}
