package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three processes go for the same position with claims of different lengths. Two die with their
 * intent declared and nothing claimed; the one who may win dies after each single step. A living
 * rival goes on throughout.
 */
class DeadLosersTest {
    private static final int RIVALS = 1;
    private static final int INTENT_DECLARED = 1;
    private static final long NO_INTENT = 0;
    private static final FileLayout LAYOUT =
            new FileLayout(StepVictim.OPTIONS.capacity(), StepVictim.OPTIONS.maxSenders());

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"short, long, batch, true", "long, short, part, false"})
    void shouldLoseNothingOfTheLiving(
            String winner, String loser, String otherLoser, boolean winnerDiesFirst)
            throws IOException {
        boolean more = true;
        for (int step = 1; more; step++) {
            try (StepScene scene = new StepScene(directory.resolve(winner + step), RIVALS, false)) {
                List<Victim> losers = List.of(scene.addVictim(), scene.addVictim());
                scene.attachHere();
                scene.victim.tell("sender");
                losers.forEach(each -> each.tell("sender"));
                losers.get(0).runTo(loser, INTENT_DECLARED);
                losers.get(1).runTo(otherLoser, INTENT_DECLARED);
                assertThat(declared(scene.path()))
                        .as("positions that the losers go for")
                        .containsExactly(position(scene), position(scene));
                more = scene.victim.runTo(winner, step);
                List<Victim> dying = new ArrayList<>(losers);
                dying.add(winnerDiesFirst ? 0 : losers.size(), scene.victim);
                for (Victim each : dying) {
                    each.kill();
                    scene.rivalsSend(1);
                }
                scene.receiveAllOfRivals();
                scene.endsInOrder();
                assertThat(scene.victimMessages())
                        .as("messages after step " + step)
                        .isBetween(more ? 0 : 1, 1);
            }
            assertThat(step).as("steps of " + winner).isLessThan(100);
        }
    }

    private static long position(StepScene scene) {
        return scene.channel.status().producerCursor();
    }

    private static List<Long> declared(Path path) throws IOException {
        SmallChannelFile file = SmallChannelFile.at(path);
        List<Long> positions = new ArrayList<>();
        for (int slot = 1; slot <= StepVictim.OPTIONS.maxSenders(); slot++) {
            long intent = file.get(LAYOUT.slot(slot) + ParticipantLayout.INTENT_OFFSET);
            if (intent != NO_INTENT) {
                positions.add(intent & -RecordLayout.ALIGNMENT);
            }
        }
        return positions;
    }
}
