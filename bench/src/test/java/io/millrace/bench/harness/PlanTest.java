package io.millrace.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each subject is measured where it shows something, and nowhere else. */
class PlanTest {
    @Test
    void sleepersAreWokenAndNobodyElse() {
        assertThat(subjects(full(), CaseKind.WAKE_UP, Scope.JVMS, 1, 100))
                .contains(
                        "millrace-blocking",
                        "millrace-backoff",
                        "unix-socket-blocking",
                        "park-polling",
                        "aeron-backoff")
                .doesNotContain("millrace", "millrace-spin", "floor", "aeron-exclusive");
        assertThat(subjects(full(), CaseKind.WAKE_UP, Scope.JVMS, 1, 1))
                .contains("millrace-blocking", "unix-socket-blocking");
    }

    @Test
    void blockingIsMeasuredBesideSpinning() {
        for (Scope scope : Scope.values()) {
            assertThat(subjects(full(), CaseKind.ROUND_TRIP, scope, 1, 0))
                    .contains("millrace", "millrace-blocking", "floor");
            assertThat(subjects(full(), CaseKind.THROUGHPUT, scope, 1, 0))
                    .contains("millrace", "millrace-blocking");
        }
        assertThat(subjects(full(), CaseKind.THROUGHPUT, Scope.THREADS, 16, 0))
                .containsExactlyInAnyOrder("millrace", "millrace-blocking", "millrace-spin");
    }

    @Test
    void objectsCallsAndFlyweightsStandBesideTheirPeers() {
        for (CaseKind kind : List.of(CaseKind.ROUND_TRIP, CaseKind.THROUGHPUT)) {
            assertThat(subjects(full(), kind, Scope.THREADS, 1, 0))
                    .contains(
                            "millrace-marshallable",
                            "chronicle-queue-object",
                            "millrace-calls",
                            "chronicle-queue-calls",
                            "millrace-sbe",
                            "aeron-sbe");
        }
    }

    @Test
    void aRunIsAsShortAsItPromises() {
        assertThat(selection(true, false).cells()).hasSizeLessThan(23);
        assertThat(full()).hasSizeBetween(100, 158);
    }

    private static List<Cell> full() {
        return selection(false, true).cells();
    }

    private static Selection selection(boolean quick, boolean peers) {
        return new Selection(
                quick, peers, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }

    private static List<String> subjects(
            List<Cell> cells, CaseKind kind, Scope scope, int senders, long rate) {
        return cells.stream()
                .filter(cell -> cell.kind() == kind && cell.scope() == scope && cell.size() == 32)
                .filter(cell -> cell.senders() == senders && cell.rate() == rate)
                .map(cell -> cell.subject().name())
                .toList();
    }
}
