package io.millrace.bench.harness;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What one round found.
 *
 * @param value the figure, in the unit of its case.
 * @param histogram of nanoseconds; null where the case is a rate.
 */
public record Sample(double value, Histogram histogram) {
    private static final long LONGEST_NS = 3_600_000_000_000L;
    private static final int DIGITS = 3;
    private static final double MEDIAN = 50;
    private static final String NONE = "-";

    /** For times up to an hour, with three digits. */
    static Histogram newHistogram() {
        return new Histogram(LONGEST_NS, DIGITS);
    }

    static Sample ofRate(double perSecond) {
        return new Sample(perSecond, null);
    }

    static Sample ofTimes(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            throw new IllegalStateException("nothing was measured in this time");
        }
        return new Sample(histogram.getValueAtPercentile(MEDIAN), histogram);
    }

    /** In one line without spaces at its ends. */
    String encoded() {
        if (histogram == null) {
            return value + " " + NONE;
        }
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        bytes.flip().limit(length);
        byte[] packed = new byte[length];
        bytes.get(packed);
        return value + " " + Base64.getEncoder().encodeToString(packed);
    }

    static Sample decoded(String text) {
        String[] parts = text.split(" ", 2);
        double value = Double.parseDouble(parts[0]);
        if (parts[1].equals(NONE)) {
            return new Sample(value, null);
        }
        try {
            return new Sample(
                    value,
                    Histogram.decodeFromCompressedByteBuffer(
                            ByteBuffer.wrap(Base64.getDecoder().decode(parts[1])), 0));
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
