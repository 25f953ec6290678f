package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process with a sender is killed, or stopped and resumed, after each single step of what senders
 * do, while no rival or two go for the same position.
 */
class SenderKillMatrixTest {
    private static final List<String> ACTIONS =
            List.of("short", "long", "abort", "part", "batch", "detach");

    @TempDir Path directory;

    static Stream<Arguments> kills() {
        return Stream.concat(Stream.of("attach"), ACTIONS.stream())
                .flatMap(SenderKillMatrixTest::aloneAndNot);
    }

    static Stream<Arguments> stops() {
        return ACTIONS.stream().flatMap(SenderKillMatrixTest::aloneAndNot);
    }

    /** The action of a sole sender, and of one who has rivals. */
    private static Stream<Arguments> aloneAndNot(String action) {
        return Stream.of(Arguments.of(action, 0), Arguments.of(action, 2));
    }

    @ParameterizedTest
    @MethodSource("kills")
    void shouldGoOnWhenASenderIsKilledAfterAnyStep(String action, int rivals) {
        boolean more = true;
        for (int step = 1; more; step++) {
            try (StepScene scene = new StepScene(directory.resolve(action + step), rivals, false)) {
                scene.attachHere();
                if (!action.equals("attach")) {
                    scene.victim.tell("sender");
                    scene.letTheReceiverSettle();
                }
                more = scene.victim.runTo(action, step);
                scene.rivalsSend(1);
                scene.victim.kill();
                scene.rivalsSend(1);
                scene.receiveAllOfRivals();
                scene.endsInOrder();
                assertThat(scene.victimMessages()).isLessThanOrEqualTo(messages(action));
                if (!more) {
                    assertThat(scene.victimMessages())
                            .as("messages of a completed " + action)
                            .isEqualTo(messages(action));
                }
            }
            assertThat(step).as("steps of " + action).isLessThan(100);
        }
    }

    @ParameterizedTest
    @MethodSource("stops")
    void shouldGoOnWhileASenderIsStoppedAfterAnyStep(String action, int rivals) {
        try (StepScene scene = new StepScene(directory.resolve(action), rivals, true)) {
            scene.attachHere();
            boolean more = true;
            for (int step = 1; more; step++) {
                scene.victim.tell("sender");
                int before = scene.victimMessages();
                more = scene.victim.runTo(action, step);
                if (more) {
                    scene.rivalsSend(1);
                    scene.victim.stop();
                    scene.rivalsSend(1);
                    scene.receiveAllOfRivals();
                    if (rivals == 0) {
                        scene.awaitAllDropped();
                    }
                    scene.victim.resume();
                    String outcome = scene.victim.go();
                    scene.rivalsSend(20);
                    scene.receiveAllOfRivals();
                    scene.receiveRest();
                    int arrived = scene.victimMessages() - before;
                    assertOutcome(action, step, outcome, arrived);
                    if (!action.equals("detach")) {
                        scene.victim.tell("close");
                    }
                    if (rivals == 0) {
                        scene.replaceReceiver();
                    }
                }
                assertThat(step).as("steps of " + action).isLessThan(100);
            }
            scene.victim.kill();
            scene.endsInOrder();
        }
    }

    private static void assertOutcome(String action, int step, String outcome, int arrived) {
        assertThat(outcome).isIn("completed", "SenderFencedException");
        if (outcome.equals("completed")) {
            assertThat(arrived).as("after step " + step).isEqualTo(messages(action));
        }
        assertThat(arrived).isLessThanOrEqualTo(messages(action));
    }

    private static int messages(String action) {
        return switch (action) {
            case "short", "long", "part" -> 1;
            case "batch" -> 3;
            default -> 0;
        };
    }
}
