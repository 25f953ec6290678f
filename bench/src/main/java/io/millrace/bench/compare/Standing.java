package io.millrace.bench.compare;

import io.millrace.bench.harness.Median;
import java.util.Arrays;

/**
 * How a copy did in one JVM.
 *
 * @param figure the median of its slices.
 * @param ratio the median of its slices' ratios to the first copy's of the same round, so that a
 *     host that changes its speed every few seconds changes it little.
 */
record Standing(double figure, double ratio) {
    private static final String MARK = "standing ";

    static Standing of(double[] own, double[] firsts) {
        double[] ratios = new double[own.length];
        Arrays.setAll(ratios, round -> own[round] / firsts[round]);
        return new Standing(Median.of(own), Median.of(ratios));
    }

    String encoded() {
        return MARK + figure + " " + ratio;
    }

    /** Whether a line is one, and not what a subject prints. */
    static boolean isEncoded(String line) {
        return line.startsWith(MARK);
    }

    static Standing decoded(String line) {
        String[] words = line.split(" ", -1);
        return new Standing(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }
}
