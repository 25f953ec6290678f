package io.millrace.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final long FAR_NS = TimeUnit.SECONDS.toNanos(1);

    private long nowNs = Long.MAX_VALUE;
    private final BackOff backOff = new BackOff(this::tick);

    private long tick() {
        return nowNs++;
    }

    private long pauseOfNextLoss() {
        long start = nowNs;
        backOff.lost();
        return nowNs - start;
    }

    @Test
    void lossesThatFollowUponEachOtherDoubleThePauseUpToTheLongest() {
        nowNs += FAR_NS;
        long first = pauseOfNextLoss();
        long second = pauseOfNextLoss();
        long last = 0;
        for (int i = 0; i < 100; i++) {
            last = pauseOfNextLoss();
        }

        assertThat(first).isBetween(BackOff.SHORTEST_NS, BackOff.SHORTEST_NS + 2);
        assertThat(second).isBetween(2 * BackOff.SHORTEST_NS, 2 * BackOff.SHORTEST_NS + 2);
        assertThat(last).isBetween(BackOff.LONGEST_NS, BackOff.LONGEST_NS + 2);
    }

    @Test
    void whoMeetsAnotherThreadNowAndThenGoesOnAtOnce() {
        for (int i = 0; i < 100; i++) {
            nowNs += FAR_NS;
            assertThat(pauseOfNextLoss()).isLessThanOrEqualTo(BackOff.SHORTEST_NS + 2);
        }
    }

    @Test
    void aCrowdIsForgottenOnceLossesAreFarApart() {
        for (int i = 0; i < 100; i++) {
            pauseOfNextLoss();
        }
        long longest = pauseOfNextLoss();
        nowNs += FAR_NS;
        long later = pauseOfNextLoss();
        for (int i = 0; i < 10; i++) {
            nowNs += FAR_NS;
            pauseOfNextLoss();
        }
        nowNs += FAR_NS;

        assertThat(later).isLessThan(longest);
        assertThat(pauseOfNextLoss()).isLessThanOrEqualTo(BackOff.SHORTEST_NS + 2);
    }
}
