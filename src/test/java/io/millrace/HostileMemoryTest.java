package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Well over 100,000 damaged channels in memory: whatever one holds, each use of it works or is
 * refused, and none lasts, reaches outside of the file, throws something else or ends the JVM.
 */
class HostileMemoryTest {
    private static final long IN_MEMORY = 36_000;

    @ParameterizedTest
    @EnumSource(
            value = HostileRuns.Words.class,
            names = {"CHECKED", "SCRIBBLED"})
    void noDamageMakesAHalfReachOutsideOfTheFileOrLast(HostileRuns.Words words) {
        HostileRuns runs = new HostileRuns(words);

        runs.runWatched(HostileBytes.FIRST_SEED, IN_MEMORY);

        assertThat(runs.done()).isEqualTo(IN_MEMORY);
        assertThat(runs.used()).as("%s", runs).isBetween(IN_MEMORY / 2, IN_MEMORY * 9 / 10);
        assertThat(runs.delivered()).as("%s", runs).isGreaterThan(IN_MEMORY / 10);
    }

    @Test
    void noDamageCrashesAJvmThatUsesTheRealMemory() {
        try (ChildJvm jvm =
                ChildJvm.start(
                        List.of(),
                        ChildJvm.OPTIMIZING_FLAGS,
                        Map.of(),
                        HostileRuns.class,
                        HostileRuns.Words.REAL,
                        HostileBytes.FIRST_SEED,
                        IN_MEMORY)) {
            assertThat(jvm.awaitExit(Duration.ofMinutes(3))).as("%s", jvm.lines()).isZero();
            assertThat(jvm.lines().get(jvm.lines().size() - 1))
                    .startsWith("survived " + IN_MEMORY + " damaged channels");
        }
    }
}
