package io.millrace.bench.report;

import io.millrace.bench.harness.Figure;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** A plot of times over percentiles, both axes logarithmic, as SVG. */
final class PercentileCurves {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 320;
    private static final int LEFT = 62;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 40;
    private static final int DECADES = 5;
    private static final double STEP = 0.02;
    private static final String[] PERCENTILES = {"0%", "90%", "99%", "99.9%", "99.99%", "99.999%"};

    private final List<Figure> figures;
    private final double lowest;
    private final double highest;
    private final StringBuilder svg = new StringBuilder();

    private PercentileCurves(List<Figure> figures) {
        this.figures = figures;
        double low = Double.MAX_VALUE;
        double high = 1;
        for (Figure figure : figures) {
            low = Math.min(low, Math.max(1, valueAt(figure.times(), 0)));
            high = Math.max(high, valueAt(figure.times(), end(figure.times())));
        }
        lowest = Math.floor(Math.log10(low) * 2) / 2;
        highest = Math.max(lowest + 1, Math.ceil(Math.log10(high) * 2) / 2);
    }

    static String svg(Group group) {
        return new PercentileCurves(group.figures()).draw(group.title());
    }

    private String draw(String title) {
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s: time by percentile\">\n"
                        .formatted(WIDTH, HEIGHT, HtmlReport.escaped(title)));
        axes();
        for (Figure figure : figures) {
            curve(figure);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes() {
        for (int decade = 0; decade <= DECADES; decade++) {
            double x = x(decade);
            line("grid", x, TOP, x, HEIGHT - BOTTOM);
            text(
                    x,
                    HEIGHT - BOTTOM + 16,
                    decade == DECADES ? "end" : "middle",
                    PERCENTILES[decade]);
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", "percentile");
        for (int decade = (int) Math.ceil(lowest); decade <= highest; decade++) {
            double y = y(Math.pow(10, decade));
            line("grid", LEFT, y, WIDTH - RIGHT, y);
            text(LEFT - 6, y + 4, "end", label(decade));
        }
    }

    private static String label(int decade) {
        String[] units = {" ns", " us", " ms", " s"};
        int unit = Math.min(decade / 3, units.length - 1);
        return "1" + "0".repeat(decade - 3 * unit) + units[unit];
    }

    private void curve(Figure figure) {
        StringBuilder points = new StringBuilder();
        Histogram times = figure.times();
        double end = end(times);
        for (double place = 0; place <= end; place += STEP) {
            points.append(
                    String.format(Locale.ROOT, "%.1f,%.1f ", x(place), y(valueAt(times, place))));
        }
        svg.append(
                "<polyline class=\"%s\" stroke-dasharray=\"%s\" points=\"%s\"><title>%s</title></polyline>%n"
                        .formatted(
                                Palette.family(figure),
                                Palette.dashes(figure, figures),
                                points.toString().strip(),
                                figure.cell().subject().name()));
    }

    /** How many nines: 1 for 90 %, 2 for 99 %; no more than there are samples for. */
    private static double end(Histogram times) {
        return Math.min(DECADES, Math.log10((double) times.getTotalCount()));
    }

    private static double valueAt(Histogram times, double place) {
        return Math.max(1, times.getValueAtPercentile(100 * (1 - Math.pow(10, -place))));
    }

    private static double x(double place) {
        return LEFT + place / DECADES * (WIDTH - LEFT - RIGHT);
    }

    private double y(double nanos) {
        double part = (Math.log10(nanos) - lowest) / (highest - lowest);
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM);
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                        style,
                        x1,
                        y1,
                        x2,
                        y2));
    }

    private void text(double x, double y, String anchor, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                        x,
                        y,
                        anchor,
                        text));
    }
}
