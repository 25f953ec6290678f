package io.millrace;

import java.nio.file.Path;
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
    private static final int KILLS_IN_A_ROUND = 500;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1 << 16, 1 << 20})
    void shouldLoseNothingAndNeverWedgeWhoeverIsKilled(int capacity) {
        run(seed(), capacity, KILLS);
    }

    @Test
    @Tag("soak")
    @Timeout(12 * 3600)
    void shouldLoseNothingInTenThousandKills() {
        int kills = Integer.getInteger("millrace.campaign.kills", SOAK_KILLS);
        CampaignFigures sum = new CampaignFigures();
        long seed = seed();
        for (int round = 0; sum.kills < kills; round++) {
            int capacity = 1 << (16 + round % 5);
            sum.add(run(seed + round, capacity, Math.min(KILLS_IN_A_ROUND, kills - sum.kills)));
            System.out.println("kill campaign so far: " + sum);
        }
    }

    private static long seed() {
        return Long.getLong("millrace.campaign.seed", System.nanoTime());
    }

    private CampaignFigures run(long seed, int capacity, int kills) {
        System.out.printf("kill campaign: seed %d, ring of %d bytes%n", seed, capacity);
        long start = System.nanoTime();
        try (KillCampaign campaign = new KillCampaign(directory, seed, capacity)) {
            CampaignFigures figures = campaign.run(kills);
            System.out.printf(
                    "kill campaign: %s; %d s%n",
                    figures, (System.nanoTime() - start) / 1_000_000_000);
            return figures;
        }
    }
}
