package io.millrace;

import io.millrace.testkit.ClassArchive;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes of a channel at full speed are killed and stopped at random: nothing is missing,
 * nothing comes twice, nothing is out of order or torn, nobody waits for long, and at the end the
 * ring is empty and every slot free.
 */
@Timeout(600)
class KillCampaignTest {
    private static final int KILLS = 105;
    private static final int SOAK_KILLS = 10_000;
    private static final int KILLS_IN_A_ROUND = 100;
    private static final int SOAK_HASTE = 3;

    @TempDir static Path classesDirectory;
    private static ClassArchive classes;

    @TempDir Path directory;

    @BeforeAll
    static void archiveClasses() {
        classes = KillCampaign.archiveClasses(classesDirectory);
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 16, 1 << 20})
    void shouldLoseNothingAndNeverWedgeWhoeverIsKilled(int capacity) {
        run(seed(), capacity, KILLS, 1);
    }

    @Test
    @Tag("soak")
    @Timeout(12 * 3600)
    void shouldLoseNothingInTenThousandKills() {
        int kills = Integer.getInteger("millrace.campaign.kills", SOAK_KILLS);
        CampaignFigures sum = new CampaignFigures();
        long start = System.nanoTime();
        for (long seed = seed(); sum.kills < kills; seed++) {
            int capacity = 1 << (16 + Math.floorMod(seed, 5));
            sum.add(run(seed, capacity, Math.min(KILLS_IN_A_ROUND, kills - sum.kills), SOAK_HASTE));
            System.out.printf("kill campaigns so far: %s; %d s%n", sum, secondsSince(start));
        }
    }

    private static long seed() {
        return Long.getLong("millrace.campaign.seed", System.nanoTime());
    }

    private CampaignFigures run(long seed, int capacity, int kills, int haste) {
        String name = "kill campaign: seed %d, ring of %d bytes".formatted(seed, capacity);
        System.out.println(name);
        long start = System.nanoTime();
        try (KillCampaign campaign = new KillCampaign(directory, seed, capacity, classes, haste)) {
            CampaignFigures figures = campaign.run(kills);
            System.out.printf("kill campaign: %s; %d s%n", figures, secondsSince(start));
            return figures;
        } catch (AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        }
    }

    private static long secondsSince(long startNs) {
        return (System.nanoTime() - startNs) / 1_000_000_000;
    }
}
