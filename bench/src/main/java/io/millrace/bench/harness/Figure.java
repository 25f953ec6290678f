package io.millrace.bench.harness;

import io.millrace.bench.subjects.CaseKind;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * What the rounds of a cell came to, in the unit of its case.
 *
 * @param median of the rounds; of a time, of the rounds' medians. Minimum and maximum likewise.
 * @param p50 the median of the rounds' 50th percentiles, and so on, or of wake-ups, which are few a
 *     round, the percentile of all; 0 where the case is a rate.
 * @param times those of all rounds; null where the case is a rate.
 */
public record Figure(
        Cell cell,
        int rounds,
        double median,
        double min,
        double max,
        double p50,
        double p99,
        double p999,
        Histogram times) {
    static Figure of(Cell cell, List<Sample> samples) {
        double[] values = samples.stream().mapToDouble(Sample::value).sorted().toArray();
        Histogram all = null;
        for (Sample sample : samples) {
            if (sample.histogram() != null) {
                all = all == null ? Sample.newHistogram() : all;
                all.add(sample.histogram());
            }
        }
        List<Sample> counted =
                cell.kind() == CaseKind.WAKE_UP ? List.of(Sample.ofTimes(all)) : samples;
        return new Figure(
                cell,
                samples.size(),
                Median.of(values),
                values[0],
                values[values.length - 1],
                all == null ? 0 : percentile(counted, 50),
                all == null ? 0 : percentile(counted, 99),
                all == null ? 0 : percentile(counted, 99.9),
                all);
    }

    private static double percentile(List<Sample> samples, double percentile) {
        ToDoubleFunction<Sample> value =
                sample -> sample.histogram().getValueAtPercentile(percentile);
        return Median.of(samples.stream().mapToDouble(value).toArray());
    }

    /** Whether two figures are of cells that differ in the subject only. */
    public boolean isBeside(Figure other) {
        return cell.with(other.cell.subject()).equals(other.cell);
    }
}
