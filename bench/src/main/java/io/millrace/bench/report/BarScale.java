package io.millrace.bench.report;

import io.millrace.bench.harness.Figure;

/**
 * How long the bars of a group are: from zero where more is better; logarithmic where they are
 * times, which one slow subject would otherwise shrink to nothing.
 */
final class BarScale {
    private final boolean logarithmic;
    private final double start;
    private final double end;

    private BarScale(boolean logarithmic, double start, double end) {
        this.logarithmic = logarithmic;
        this.start = start;
        this.end = end;
    }

    static BarScale of(Group group) {
        double end = group.figures().stream().mapToDouble(Figure::max).max().orElse(1);
        double least = group.figures().stream().mapToDouble(Figure::min).min().orElse(1);
        return new BarScale(group.isTime(), least / 2, end);
    }

    /** Where a value is, in percent of the longest bar. */
    double percent(double value) {
        return 100 * (logarithmic ? Math.log(value / start) / Math.log(end / start) : value / end);
    }
}
