package io.millrace.bench.report;

import io.millrace.bench.harness.Figure;
import java.util.ArrayList;
import java.util.List;

/** Tables for the terminal. */
public final class TextReport {
    private static final String GAP = "  ";

    private TextReport() {}

    /** A table for each case. */
    public static List<String> lines(List<Figure> figures) {
        List<String> lines = new ArrayList<>();
        for (Group group : Group.of(figures)) {
            lines.add("");
            lines.add(group.title());
            lines.addAll(aligned(rows(group)));
        }
        return lines;
    }

    private static List<List<String>> rows(Group group) {
        List<List<String>> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("subject", "median", "min", "max"));
        if (group.isTime()) {
            heads.addAll(List.of("p99", "p99.9"));
        }
        if (group.hasBandwidth()) {
            heads.add("bytes");
        }
        if (group.floor().isPresent()) {
            heads.add("of the floor");
        }
        rows.add(heads);
        for (Figure figure : group.figures()) {
            List<String> row = new ArrayList<>();
            row.add(figure.cell().subject().name());
            row.add(Numbers.of(figure.cell(), figure.median()));
            row.add(Numbers.of(figure.cell(), figure.min()));
            row.add(Numbers.of(figure.cell(), figure.max()));
            if (group.isTime()) {
                row.add(Numbers.time(figure.p99()));
                row.add(Numbers.time(figure.p999()));
            }
            if (group.hasBandwidth()) {
                row.add(Numbers.bandwidth(figure.median() * figure.cell().size()));
            }
            if (group.floor().isPresent()) {
                row.add(group.ratio(figure));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String space = " ".repeat(widths[column] - row.get(column).length());
            line.append(GAP)
                    .append(column == 0 ? row.get(column) + space : space + row.get(column));
        }
        return line.toString().stripTrailing();
    }
}
