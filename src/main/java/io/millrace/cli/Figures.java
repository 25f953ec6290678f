package io.millrace.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people. */
final class Figures {
    private static final String[] RATE_UNITS = {"", " k", " M", " G"};
    private static final String[] SIZE_UNITS = {" bytes", " KiB", " MiB", " GiB", " TiB"};

    private Figures() {}

    /** A whole number with thousands apart. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Three digits and a unit: {@code 3.21 M}. */
    static String rate(double perSecond) {
        return scaled(perSecond, 1000, RATE_UNITS);
    }

    /** {@code 16 MiB}, {@code 1.5 KiB}. */
    static String size(long bytes) {
        return scaled((double) bytes, 1024, SIZE_UNITS);
    }

    /** In the largest unit that leaves a number of at least one: {@code 5 s}, {@code 1.5 ms}. */
    static String duration(Duration duration) {
        return duration(duration.toSeconds() * 1e9 + duration.toNanosPart());
    }

    static String duration(double nanos) {
        if (nanos < 1e3) {
            return digits(nanos) + " ns";
        }
        if (nanos < 1e6) {
            return digits(nanos / 1e3) + " us";
        }
        return nanos < 1e9 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    private static String scaled(double number, int step, String[] units) {
        int unit = 0;
        double scaled = number;
        while (Math.abs(scaled) >= step && unit < units.length - 1) {
            scaled /= step;
            unit++;
        }
        return digits(scaled) + units[unit];
    }

    private static String digits(double number) {
        if (number == Math.rint(number) || Math.abs(number) >= 100) {
            return String.format(Locale.ROOT, "%.0f", number);
        }
        return String.format(Locale.ROOT, Math.abs(number) >= 10 ? "%.1f" : "%.2f", number);
    }
}
