package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Await;
import io.millrace.testkit.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process with the receiver, or with nothing yet, is killed or stopped after each single step of
 * creating, attaching, taking over, receiving, recovering what a dead sender left, and leaving.
 */
class ReceiverKillMatrixTest {
    private static final List<Integer> NUMBERS = List.of(0, 1, 2, 3, 4, 5);

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"takeover", "receive", "drain", "leave"})
    void shouldLoseNothingWhenAReceiverIsKilledAfterAnyStep(String action) {
        boolean more = true;
        for (int step = 1; more; step++) {
            Path path = directory.resolve(action + step);
            try (StepScene scene = new StepScene(path, 0, false)) {
                sendAroundADeadClaim(scene, path);
                if (!action.equals("takeover")) {
                    scene.victim.tell("receiver");
                }
                more = scene.victim.runTo(action, step);
                scene.victim.kill();
                List<Integer> rest = receiveRest(scene.channel);
                assertThat(rest)
                        .as("numbers that the next receiver sees after step " + step)
                        .isEqualTo(NUMBERS.subList(NUMBERS.size() - rest.size(), NUMBERS.size()))
                        .hasSizeGreaterThanOrEqualTo(NUMBERS.size() - mayHaveConsumed(action));
            }
            assertThat(step).as("steps of " + action).isLessThan(400);
        }
    }

    @Test
    void shouldLetAStoppedReceiverGoOnAndNobodyTakeItsPlace() {
        Path path = directory.resolve("stopped");
        try (StepScene scene = new StepScene(path, 0, true)) {
            scene.victim.tell("receiver");
            boolean more = true;
            for (int step = 1; more; step++) {
                try (Sender<byte[]> sender = scene.channel.sender(Codec.bytes())) {
                    sender.trySend(StepVictim.message(7));
                    more = scene.victim.runTo("receive", step);
                    if (more) {
                        scene.victim.stop();
                        Await.until(
                                "the sender sees the stopped receiver dropped",
                                () -> isClosedFor(sender));
                        assertThatThrownBy(() -> scene.channel.receiver(Codec.bytes()))
                                .isInstanceOf(ReceiverInUseException.class)
                                .hasMessageContaining(
                                        "process " + scene.victim.pid() + ", last heartbeat ");
                        scene.victim.resume();
                        assertThat(scene.victim.go()).isEqualTo("received 7");
                        Await.until(
                                "its heartbeat is seen again",
                                () -> isOpenForANewOne(scene.channel));
                    }
                }
                assertThat(step).isLessThan(100);
            }
        }
    }

    @Test
    void shouldCreateAWholeChannelOrNoneWhenACreatorIsKilledAfterAnyStep() throws Exception {
        boolean more = true;
        for (int step = 1; more; step++) {
            Path path = directory.resolve("create" + step);
            try (ChildJvm victim = StepVictims.start(path, false)) {
                victim.awaitLine("ready");
                victim.tell("run create " + step);
                Await.until(
                        "the creator stands still or is done",
                        () ->
                                victim.lines().stream()
                                        .anyMatch(
                                                line ->
                                                        line.startsWith("at ")
                                                                || line.startsWith("done ")));
                more = victim.lines().stream().noneMatch(line -> line.startsWith("done "));
                victim.kill();
            }
            try (Channel channel = Channel.open(path, StepVictim.OPTIONS)) {
                Sender<byte[]> sender = channel.sender(Codec.bytes());
                sender.send(new byte[5]);
                assertThat(channel.receiver(Codec.bytes()).receive()).hasSize(5);
            }
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(
                                files.map(file -> file.getFileName().toString())
                                        .filter(name -> name.contains("create")))
                        .as("files after step " + step)
                        .hasSize(2)
                        .anyMatch(path.getFileName().toString()::equals)
                        .anyMatch(name -> name.endsWith(".live"));
            }
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            assertThat(step).isLessThan(50);
        }
    }

    /**
     * Numbers 0 to 5 from this process, with what a killed sender has left unfinished after the
     * second.
     */
    private static void sendAroundADeadClaim(StepScene scene, Path path) {
        try (Sender<byte[]> sender = scene.channel.sender(Codec.bytes())) {
            for (int number : NUMBERS) {
                if (number == 2) {
                    leaveADeadClaim(path);
                }
                sender.send(new byte[] {(byte) number});
            }
        }
    }

    private static void leaveADeadClaim(Path path) {
        try (ChildJvm dead = StepVictims.start(path, false)) {
            dead.awaitLine("ready");
            dead.tell("open");
            dead.tell("sender");
            dead.tell("run short 3");
            dead.awaitLine("at 3 ");
            dead.kill();
        }
    }

    private static List<Integer> receiveRest(Channel channel) {
        List<Integer> numbers = new ArrayList<>();
        if (channel.status().closed()) {
            return numbers;
        }
        for (byte[] message : channel.receiver(Codec.bytes())) {
            numbers.add((int) message[0]);
        }
        return numbers;
    }

    private static int mayHaveConsumed(String action) {
        return switch (action) {
            case "receive" -> 1;
            case "drain" -> NUMBERS.size();
            default -> 0;
        };
    }

    private static boolean isOpenForANewOne(Channel channel) {
        try (Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            return !isClosedFor(sender);
        }
    }

    private static boolean isClosedFor(Sender<byte[]> sender) {
        try {
            sender.trySend(StepVictim.message(7));
            return false;
        } catch (ChannelClosedException e) {
            return true;
        }
    }
}
