package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process with a sender is killed, or stopped and resumed, after each single step of what senders
 * do, while none, one or two rivals go for the same position.
 */
class SenderKillMatrixTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"short", "long", "abort", "part", "batch", "attach", "detach"})
    void shouldGoOnWhenASenderIsKilledAfterAnyStep(String action) {
        boolean more = true;
        for (int step = 1; more; step++) {
            try (StepScene scene =
                    new StepScene(directory.resolve(action + step), step % 3, false)) {
                scene.attachHere();
                if (!action.equals("attach")) {
                    scene.tell("sender");
                }
                more = scene.runTo(action, step);
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
    @ValueSource(strings = {"short", "long", "abort", "part", "batch", "detach"})
    void shouldGoOnWhileASenderIsStoppedAfterAnyStep(String action) {
        try (StepScene scene = new StepScene(directory.resolve(action), 2, true)) {
            scene.attachHere();
            boolean more = true;
            for (int step = 1; more; step++) {
                scene.tell("sender");
                int before = scene.victimMessages();
                more = scene.runTo(action, step);
                if (more) {
                    scene.rivalsSend(1);
                    scene.victim.stop();
                    scene.rivalsSend(1);
                    scene.receiveAllOfRivals();
                    scene.victim.resume();
                    String outcome = scene.go();
                    scene.rivalsSend(20);
                    scene.receiveAllOfRivals();
                    scene.receiveRest();
                    int arrived = scene.victimMessages() - before;
                    assertThat(outcome).isIn("completed", "SenderFencedException");
                    if (outcome.equals("completed")) {
                        assertThat(arrived).as("after step " + step).isEqualTo(messages(action));
                    }
                    assertThat(arrived).isLessThanOrEqualTo(messages(action));
                    if (!action.equals("detach")) {
                        scene.tell("close");
                    }
                }
                assertThat(step).as("steps of " + action).isLessThan(100);
            }
            scene.victim.kill();
            scene.endsInOrder();
        }
    }

    private static int messages(String action) {
        return switch (action) {
            case "short", "long", "part" -> 1;
            case "batch" -> 3;
            default -> 0;
        };
    }
}
