package io.millrace.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has found, by cell. */
public final class Findings {
    private final Map<Cell, List<Sample>> samples = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private int rounds;

    void add(Cell cell, Sample sample) {
        samples.computeIfAbsent(cell, none -> new ArrayList<>()).add(sample);
    }

    void fail(Cell cell, String reason) {
        failures.add(cell + ": " + reason);
    }

    void endRound() {
        rounds++;
    }

    /** How many rounds there were, all of them whole. */
    public int rounds() {
        return rounds;
    }

    /** What could not be measured, and why. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** The figures in the order that their cells were planned in. */
    public List<Figure> figures(List<Cell> plan) {
        return plan.stream()
                .filter(samples::containsKey)
                .map(cell -> Figure.of(cell, samples.get(cell)))
                .toList();
    }
}
