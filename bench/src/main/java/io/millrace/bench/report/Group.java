package io.millrace.bench.report;

import io.millrace.bench.harness.Cell;
import io.millrace.bench.harness.Figure;
import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Figures that are compared with each other: of all subjects, in one case. */
record Group(List<Figure> figures) {
    /** In the order of the first of each. */
    static List<Group> of(List<Figure> figures) {
        List<Group> groups = new ArrayList<>();
        for (Figure figure : figures) {
            groups.stream()
                    .filter(group -> group.figures().get(0).isBeside(figure))
                    .findFirst()
                    .orElseGet(
                            () -> {
                                Group fresh = new Group(new ArrayList<>());
                                groups.add(fresh);
                                return fresh;
                            })
                    .figures()
                    .add(figure);
        }
        return groups;
    }

    Cell cell() {
        return figures.get(0).cell();
    }

    boolean isTime() {
        return cell().kind().isTime();
    }

    String title() {
        Cell cell = cell();
        StringBuilder title = new StringBuilder();
        switch (cell.kind()) {
            case ROUND_TRIP ->
                    title.append("Round trip between two ")
                            .append(where(cell))
                            .append(
                                    cell.rate() == 0
                                            ? ", at full speed"
                                            : ", %,d a second, from the intended start"
                                                    .formatted(cell.rate()));
            case WAKE_UP ->
                    title.append("Wake-up across two JVMs, after ")
                            .append("%,d ms".formatted(1000 / cell.rate()))
                            .append(" of silence");
            case THROUGHPUT ->
                    title.append("Throughput, ")
                            .append(cell.senders())
                            .append(cell.senders() == 1 ? " sender" : " senders")
                            .append(", ")
                            .append(where(cell));
            case OPEN -> title.append("Open, first message sent and received, in a warm JVM");
        }
        return title.append(", ").append(Numbers.size(cell.size())).append(" a message").toString();
    }

    private static String where(Cell cell) {
        return switch (cell.scope()) {
            case THREADS -> "threads";
            case JVMS -> "JVMs";
        };
    }

    /** That of the floor, if it was measured. */
    Optional<Figure> floor() {
        return figures.stream()
                .filter(figure -> Subjects.isFloor(figure.cell().subject()))
                .findFirst();
    }

    /** How many times the floor's figure a figure is, where there is a floor. */
    String ratio(Figure figure) {
        return floor().map(floor -> Numbers.ratio(figure.median() / floor.median())).orElse("");
    }

    /** Messages of this size are also shown by their bytes. */
    boolean hasBandwidth() {
        return cell().kind() == CaseKind.THROUGHPUT && cell().size() >= 1024;
    }
}
