package io.millrace.bench.report;

import io.millrace.bench.harness.Cell;
import io.millrace.bench.subjects.CaseKind;
import java.util.Locale;

/** Figures for people. */
final class Numbers {
    private static final String[] SIZE_UNITS = {"B", "KiB", "MiB"};

    private Numbers() {}

    /** With its unit: {@code 357 ns}, {@code 48.1 M/s}. */
    static String of(Cell cell, double value) {
        return cell.kind() == CaseKind.THROUGHPUT ? rate(value) : time(value);
    }

    static String time(double nanos) {
        if (nanos < 1e4) {
            return digits(nanos) + " ns";
        }
        if (nanos < 1e6) {
            return digits(nanos / 1e3) + " us";
        }
        return nanos < 1e9 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    static String rate(double perSecond) {
        if (perSecond < 1e3) {
            return digits(perSecond) + " /s";
        }
        return perSecond < 1e6
                ? digits(perSecond / 1e3) + " k/s"
                : digits(perSecond / 1e6) + " M/s";
    }

    static String bandwidth(double bytesPerSecond) {
        return digits(bytesPerSecond / 1e9) + " GB/s";
    }

    static String ratio(double ratio) {
        return digits(ratio) + " x";
    }

    static String size(int bytes) {
        int unit = 0;
        int scaled = bytes;
        while (scaled >= 1024 && scaled % 1024 == 0 && unit < SIZE_UNITS.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return scaled + " " + SIZE_UNITS[unit];
    }

    private static String digits(double number) {
        if (number >= 100) {
            return String.format(Locale.ROOT, "%,.0f", number);
        }
        return String.format(Locale.ROOT, number >= 10 ? "%.1f" : "%.2f", number);
    }
}
