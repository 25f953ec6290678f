package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.harness.Cell;
import io.millrace.bench.harness.Figure;
import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subjects;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarScaleTest {
    @Test
    void aSlowSubjectLeavesTheOthersTimesVisible() {
        BarScale scale = BarScale.of(group(CaseKind.ROUND_TRIP, 500, 400, 5_000_000));

        assertThat(scale.percent(400)).isBetween(5.0, 10.0);
        assertThat(scale.percent(500)).isGreaterThan(scale.percent(400));
        assertThat(scale.percent(5_000_000)).isEqualTo(100);
    }

    @Test
    void throughputsAreInProportion() {
        BarScale scale = BarScale.of(group(CaseKind.THROUGHPUT, 10, 40, 20));

        assertThat(scale.percent(10)).isEqualTo(25);
        assertThat(scale.percent(40)).isEqualTo(100);
    }

    private static Group group(CaseKind kind, double... medians) {
        Cell cell = new Cell(kind, Scope.THREADS, Subjects.named(Subjects.MILLRACE), 32, 1, 0);
        return new Group(
                List.of(
                        figure(cell, medians[0]),
                        figure(cell, medians[1]),
                        figure(cell, medians[2])));
    }

    private static Figure figure(Cell cell, double median) {
        return new Figure(cell, 1, median, median, median, median, median, median, null);
    }
}
