package io.millrace.bench.report;

import io.millrace.bench.harness.Figure;
import java.util.List;
import java.util.Map;

/** A colour for each family of subjects, the same in all plots; dashes tell its members apart. */
final class Palette {
    private static final Map<String, String> FAMILIES =
            Map.ofEntries(
                    Map.entry("millrace", "millrace"),
                    Map.entry("floor", "floor"),
                    Map.entry("agrona", "agrona"),
                    Map.entry("park", "agrona"),
                    Map.entry("aeron", "aeron"),
                    Map.entry("chronicle", "chronicle"),
                    Map.entry("jctools", "jctools"),
                    Map.entry("disruptor", "disruptor"),
                    Map.entry("array", "jdk"),
                    Map.entry("linked", "jdk"),
                    Map.entry("rust", "rust"),
                    Map.entry("unix", "socket"),
                    Map.entry("tcp", "socket"));
    private static final String OTHER = "other";
    private static final String[] DASHES = {"", "6 3", "2 3", "10 3 2 3"};

    private Palette() {}

    /** The style class of a subject's colour. */
    static String family(Figure figure) {
        String name = figure.cell().subject().name();
        return FAMILIES.getOrDefault(name.replaceFirst("-.*", ""), OTHER);
    }

    /** The dashes of a figure's line among these. */
    static String dashes(Figure figure, List<Figure> all) {
        int before = 0;
        for (Figure other : all) {
            if (other.equals(figure)) {
                break;
            }
            before += family(other).equals(family(figure)) ? 1 : 0;
        }
        return DASHES[Math.min(before, DASHES.length - 1)];
    }
}
