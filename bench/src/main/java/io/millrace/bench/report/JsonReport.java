package io.millrace.bench.report;

import io.millrace.bench.harness.Cell;
import io.millrace.bench.harness.Figure;
import java.util.List;
import java.util.stream.Collectors;

/** An array of objects, one a figure; names and units need no escapes. */
public final class JsonReport {
    private JsonReport() {}

    /** All figures, each object on a line. */
    public static String of(List<Figure> figures) {
        return figures.stream()
                .map(JsonReport::object)
                .collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    }

    private static String object(Figure figure) {
        Cell cell = figure.cell();
        StringBuilder object = new StringBuilder();
        object.append("{\"case\": \"").append(cell.kind().label());
        object.append("\", \"scope\": \"").append(cell.scope().label());
        object.append("\", \"subject\": \"").append(cell.subject().name());
        object.append("\", \"size\": ").append(cell.size());
        object.append(", \"senders\": ").append(cell.senders());
        if (cell.rate() > 0) {
            object.append(", \"rate\": ").append(cell.rate());
        }
        object.append(", \"rounds\": ").append(figure.rounds());
        object.append(", \"unit\": \"").append(cell.kind().unit()).append('"');
        number(object, "median", figure.median());
        number(object, "min", figure.min());
        number(object, "max", figure.max());
        if (cell.kind().isTime()) {
            number(object, "p50", figure.p50());
            number(object, "p99", figure.p99());
            number(object, "p999", figure.p999());
        }
        return object.append('}').toString();
    }

    private static void number(StringBuilder object, String key, double value) {
        object.append(", \"").append(key).append("\": ").append(Math.round(value));
    }
}
