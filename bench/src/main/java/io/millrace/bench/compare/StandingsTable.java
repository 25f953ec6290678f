package io.millrace.bench.compare;

import io.millrace.bench.harness.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line for each JVM, a column for each copy. */
final class StandingsTable {
    private static final int LEAST_WIDTH = 20;

    private final Contest contest;
    private final List<List<Standing>> rows = new ArrayList<>();

    StandingsTable(Contest contest) {
        this.contest = contest;
    }

    String head() {
        return line("JVM", contest.copies().stream().map(Copy::label).toList());
    }

    String row(int jvm, List<Standing> standings) {
        rows.add(standings);
        return line(Integer.toString(jvm), standings.stream().map(this::cell).toList());
    }

    private String cell(Standing standing) {
        double figure = contest.kind().isTime() ? standing.figure() : standing.figure() / 1e6;
        return format("%.1f %.2f x", figure, standing.ratio());
    }

    /** The ratios of all JVMs, and the unit. */
    List<String> end() {
        List<String> cells = new ArrayList<>();
        for (int copy = 0; copy < contest.copies().size(); copy++) {
            cells.add(ratio(copy));
        }
        String unit =
                contest.kind().isTime()
                        ? "Nanoseconds a round trip (less is better)"
                        : "Million messages a second (more is better)";
        return List.of(
                line("all", cells),
                unit + ", ratio to the first copy; at the end its median, lowest and highest.");
    }

    private String ratio(int copy) {
        double[] ratios =
                rows.stream().mapToDouble(row -> row.get(copy).ratio()).sorted().toArray();
        return format("%.2f (%.2f-%.2f)", Median.of(ratios), ratios[0], ratios[ratios.length - 1]);
    }

    private String line(String head, List<String> cells) {
        StringBuilder line = new StringBuilder(format("%-4s", head));
        for (int i = 0; i < cells.size(); i++) {
            int width = Math.max(LEAST_WIDTH, contest.copies().get(i).label().length() + 2);
            line.append(format("%" + width + "s", cells.get(i)));
        }
        return line.toString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
