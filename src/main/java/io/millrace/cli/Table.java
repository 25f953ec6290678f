package io.millrace.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as their longest cell. */
final class Table {
    private static final String GAP = "  ";

    private final String alignment;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table with its heads.
     *
     * @param alignment for each column {@code <} or {@code >}, the side its cells stand on.
     */
    Table(String alignment, String... heads) {
        this.alignment = alignment;
        row(heads);
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    List<String> lines() {
        int[] widths = new int[alignment.length()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String space = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : GAP)
                    .append(alignment.charAt(column) == '<' ? cell + space : space + cell);
        }
        return line.toString().stripTrailing();
    }
}
