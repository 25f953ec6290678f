package io.millrace.bench.compare;

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
        return new Standing(median(own), median(ratios));
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
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
