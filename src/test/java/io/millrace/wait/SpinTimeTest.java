package io.millrace.wait;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpinTimeTest {
    private static final long BOUND = 50_000;

    private final SpinTime spin = new SpinTime(BOUND);

    private void waits(int count, long ns) {
        for (int i = 0; i < count; i++) {
            spin.waited(ns);
        }
    }

    @Test
    void spinsSomeTimesTheMeanWait() {
        waits(100, 5_000);
        assertThat(spin.nextNs()).isBetween(28_000L, 32_000L);
    }

    @Test
    void aLateAnswerAmongManyQuickOnesIsNotSleptFor() {
        waits(100, 300);
        assertThat(spin.nextNs()).isGreaterThan(10_000L);
    }

    @Test
    void neverSpinsForLongerThanTheBound() {
        waits(100, 40_000);
        assertThat(spin.nextNs()).isEqualTo(BOUND);
    }

    @Test
    void hardlySpinsWhereWaitsAreLongButTriesNowAndThen() {
        waits(100, 10_000_000);
        long longOnes = 0;
        for (int i = 0; i < 10 * SpinTime.PROBE_EVERY; i++) {
            longOnes += spin.nextNs() > 1_000 ? 1 : 0;
        }
        assertThat(longOnes).isEqualTo(10);
    }

    @Test
    void twoSidesThatWakeEachOtherFindOutThatTheyNeedNotSleep() {
        SpinTime other = new SpinTime(BOUND);
        waits(100, 10_000_000);
        for (int i = 0; i < 100; i++) {
            other.waited(10_000_000);
        }
        boolean slept = true;
        for (int i = 0; i < 2 * SpinTime.PROBE_EVERY; i++) {
            slept = sleeps(other, slept);
            slept = sleeps(spin, slept);
        }
        assertThat(slept).isFalse();
    }

    /** Whether a side sleeps in its wait, which is long if the other side slept in its own. */
    private static boolean sleeps(SpinTime side, boolean otherSlept) {
        long wakeUp = 3 * BOUND;
        long answer = 300;
        long wait = answer + (otherSlept ? wakeUp : 0);
        boolean sleeps = side.nextNs() < wait;
        side.waited(wait);
        return sleeps;
    }

    @Test
    void noticesSoonThatWaitsHaveBecomeShort() {
        waits(100, 10_000_000);
        waits(20, 20_000);
        assertThat(spin.nextNs()).isGreaterThan(20_000);
    }

    @Test
    void aBoundOfZeroIsNoSpin() {
        SpinTime none = new SpinTime(0);
        none.waited(1000);
        assertThat(none.nextNs()).isZero();
    }
}
