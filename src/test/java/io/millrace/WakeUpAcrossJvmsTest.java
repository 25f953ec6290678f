package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Background;
import io.millrace.testkit.Peer;
import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A half in another JVM wakes who sleeps here, even by its death. */
class WakeUpAcrossJvmsTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    @Test
    void aMessageFromAnotherJvmWakesTheReceiver() {
        try (WakeUpScene scene = WakeUpScene.withOtherJvms(directory);
                Peer peer = scene.openPeer();
                Receiver<String> receiver = scene.channel().receiver(Codec.utf8())) {
            peer.ask("sender");
            scene.awaitMeansOfSenders();
            Background<String> receive = scene.sleepingReceive(receiver);

            peer.ask("send hi");

            assertThat(receive.result()).isEqualTo("hi");
        }
    }

    @Test
    void theLastSenderInAnotherJvmWakesTheReceiverWhenItClosesOrIsKilled() {
        for (String end : List.of("closeSender", "exit 0", "kill")) {
            try (WakeUpScene scene = WakeUpScene.withOtherJvms(directory);
                    Peer peer = scene.openPeer();
                    Receiver<String> receiver = scene.channel().receiver(Codec.utf8())) {
                peer.ask("sender");
                scene.awaitMeansOfSenders();
                Background<String> receive = scene.sleepingReceive(receiver);

                if (end.equals("kill")) {
                    peer.jvm().kill();
                } else {
                    peer.tell(end);
                }

                assertThat(receive.failure())
                        .as(end)
                        .isExactlyInstanceOf(ChannelClosedException.class);
            }
        }
    }

    @Test
    void theReceiverInAnotherJvmWakesAllSendersWhenItClosesOrIsKilled() {
        for (String end : List.of("closeReceiver", "kill")) {
            try (WakeUpScene scene = WakeUpScene.withOtherJvms(directory);
                    Peer peer = scene.openPeer()) {
                peer.ask("receiver");
                scene.awaitMeansOfReceiver();
                List<Background<Void>> sends = scene.sleepingSends(2);

                if (end.equals("kill")) {
                    peer.jvm().kill();
                } else {
                    peer.tell(end);
                }

                for (Background<Void> send : sends) {
                    assertThat(send.failure())
                            .as(end)
                            .isExactlyInstanceOf(ChannelClosedException.class);
                }
            }
        }
    }

    @Test
    void theReceiverInAnotherJvmWakesASenderWhenThereIsRoom() {
        try (WakeUpScene scene = WakeUpScene.withOtherJvms(directory);
                Peer peer = scene.openPeer()) {
            peer.ask("receiver");
            scene.awaitMeansOfReceiver();
            Background<Void> send = scene.sleepingSends(1).get(0);
            while (!peer.ask("receive").equals("late")) {}
            assertThat(send.failure()).isNull();
        }
    }
}
