package io.millrace.bench.report;

import io.millrace.bench.harness.Figure;
import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** A page that needs nothing else: its style is in it, its plots are SVG and plain elements. */
public final class HtmlReport {
    private static final String STYLE = "report.css";
    private static final int COMMON = 32;

    private final StringBuilder page = new StringBuilder();
    private final List<Group> groups;

    private HtmlReport(List<Figure> figures) {
        groups = Group.of(figures);
    }

    /**
     * The page.
     *
     * @param failures what could not be measured.
     * @param setting where and how it was measured.
     */
    public static String of(
            List<Figure> figures, List<String> failures, Map<String, String> setting) {
        return new HtmlReport(figures).write(failures, setting);
    }

    private String write(List<String> failures, Map<String, String> setting) {
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.append("<title>Millrace benchmark</title>\n<style>\n").append(resource(STYLE));
        page.append("</style>\n</head>\n<body>\n<main>\n<h1>Millrace benchmark</h1>\n");
        page.append("<p>Bars and figures are medians over the rounds; the thin line in a bar and");
        page.append(
                " the small figures go from the lowest round to the highest. The floor is what");
        page.append(
                " the hardware can do at all. Bars of times are on a logarithmic scale. Compare");
        page.append(" within this page only.</p>\n");
        setting(setting);
        if (!failures.isEmpty()) {
            page.append("<h2>Not measured</h2>\n<ul>\n");
            failures.forEach(line -> page.append("<li>").append(escaped(line)).append("</li>\n"));
            page.append("</ul>\n");
        }
        section("Round trip", isOf(CaseKind.ROUND_TRIP));
        section("Wake-up", isOf(CaseKind.WAKE_UP));
        section("Throughput by senders, JVMs", isBySenders(Scope.JVMS));
        section("Throughput by senders, threads", isBySenders(Scope.THREADS));
        section("Throughput by size", isBySize());
        section("Open", isOf(CaseKind.OPEN));
        subjects();
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static Predicate<Group> isOf(CaseKind kind) {
        return group -> group.cell().kind() == kind;
    }

    private Predicate<Group> isBySenders(Scope scope) {
        return isOf(CaseKind.THROUGHPUT)
                .and(group -> group.cell().scope() == scope)
                .and(group -> group.cell().size() == COMMON || group.cell().senders() > 1);
    }

    private Predicate<Group> isBySize() {
        return isOf(CaseKind.THROUGHPUT)
                .and(group -> group.cell().size() != COMMON && group.cell().senders() == 1);
    }

    private void setting(Map<String, String> setting) {
        page.append("<dl>\n");
        setting.forEach(
                (name, value) ->
                        page.append("<dt>%s</dt><dd>%s</dd>%n".formatted(name, escaped(value))));
        page.append("</dl>\n");
    }

    private void section(String title, Predicate<Group> belongs) {
        List<Group> shown = groups.stream().filter(belongs).toList();
        if (shown.isEmpty()) {
            return;
        }
        page.append("<h2>").append(title).append("</h2>\n<div class=\"cards\">\n");
        for (Group group : shown) {
            page.append("<section>\n<h3>").append(escaped(group.title())).append("</h3>\n");
            if (group.isTime()) {
                page.append(PercentileCurves.svg(group));
            }
            table(group);
            page.append("</section>\n");
        }
        page.append("</div>\n");
    }

    private void table(Group group) {
        boolean floor = group.floor().isPresent();
        BarScale scale = BarScale.of(group);
        page.append("<div class=\"wide\"><table");
        page.append(group.isTime() ? " class=\"time\"" : "");
        page.append(">\n<tr><th>subject</th><th class=\"chart\"></th>");
        page.append(group.isTime() ? "<th>p50</th><th>p99</th><th>p99.9</th>" : "<th>median</th>");
        page.append(group.hasBandwidth() ? "<th>bytes</th>" : "");
        page.append(floor ? "<th>of the floor</th>" : "").append("</tr>\n");
        for (Figure figure : group.figures()) {
            row(group, figure, floor, scale);
        }
        page.append("</table></div>\n");
    }

    private void row(Group group, Figure figure, boolean floor, BarScale scale) {
        String family = Palette.family(figure);
        page.append("<tr class=\"").append(family).append("\"><th>");
        if (group.isTime()) {
            page.append(
                    "<svg class=\"key\" viewBox=\"0 0 24 8\"><line class=\"%s\" stroke-dasharray=\"%s\" x1=\"0\" y1=\"4\" x2=\"24\" y2=\"4\"/></svg>"
                            .formatted(family, Palette.dashes(figure, group.figures())));
        }
        page.append(figure.cell().subject().name()).append("</th><td class=\"chart\">");
        bar(figure, scale);
        page.append("</td><td>").append(Numbers.of(figure.cell(), figure.median()));
        page.append(
                "<small>%s to %s</small></td>"
                        .formatted(
                                Numbers.of(figure.cell(), figure.min()),
                                Numbers.of(figure.cell(), figure.max())));
        if (group.isTime()) {
            page.append("<td>").append(Numbers.time(figure.p99())).append("</td><td>");
            page.append(Numbers.time(figure.p999())).append("</td>");
        }
        if (group.hasBandwidth()) {
            double bytes = figure.median() * figure.cell().size();
            page.append("<td>").append(Numbers.bandwidth(bytes)).append("</td>");
        }
        if (floor) {
            page.append("<td>").append(group.ratio(figure)).append("</td>");
        }
        page.append("</tr>\n");
    }

    private void bar(Figure figure, BarScale scale) {
        double min = scale.percent(figure.min());
        page.append(
                String.format(
                        Locale.ROOT,
                        "<div class=\"bar\"><i style=\"width:%.2f%%\"></i><b"
                                + " style=\"left:%.2f%%;width:%.2f%%\"></b></div>",
                        scale.percent(figure.median()),
                        min,
                        scale.percent(figure.max()) - min));
    }

    private void subjects() {
        page.append("<h2>What was measured</h2>\n<dl>\n");
        groups.stream()
                .flatMap(group -> group.figures().stream())
                .map(figure -> figure.cell().subject())
                .distinct()
                .forEach(this::subject);
        page.append("</dl>\n");
    }

    private void subject(Subject subject) {
        page.append(
                "<dt>%s</dt><dd>%s</dd>%n".formatted(subject.name(), escaped(subject.settings())));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream input = HtmlReport.class.getResourceAsStream(name)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
