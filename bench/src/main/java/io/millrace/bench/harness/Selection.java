package io.millrace.bench.harness;

import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.ProgramSubject;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subject;
import io.millrace.bench.subjects.Subjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be measured. An empty set leaves the choice to the plan.
 *
 * @param quick whether the plan is the short one.
 * @param peers whether peers are measured that are not named.
 */
public record Selection(
        boolean quick,
        boolean peers,
        Set<CaseKind> kinds,
        Set<Scope> scopes,
        Set<String> subjects,
        Set<Integer> sizes,
        Set<Integer> senders,
        Set<Long> rates) {
    private static final int COMMON = 32;
    private static final int FASTEST_WAKE_UPS = 1000;
    private static final int FLOOR_COPIES_FROM = 1024;
    private static final List<Integer> OTHER_SIZES = List.of(8, 4096, 1 << 16, 1 << 20);

    /** The cells, in groups that are shown together: same case, scope, size, senders and rate. */
    public List<Cell> cells() {
        return planned().stream().filter(cell -> isPossible(cell.subject())).toList();
    }

    /** Subjects that would be measured if the host had what they need, each with what that is. */
    public List<String> leftOut() {
        return planned().stream()
                .map(Cell::subject)
                .filter(subject -> !isPossible(subject))
                .map(subject -> subject.name() + " needs " + ((ProgramSubject) subject).needs())
                .distinct()
                .toList();
    }

    private static boolean isPossible(Subject subject) {
        return !(subject instanceof ProgramSubject program) || program.isAvailable();
    }

    private Set<Cell> planned() {
        Set<Cell> cells = new LinkedHashSet<>();
        for (Scope scope : chosen(scopes, List.of(Scope.JVMS, Scope.THREADS))) {
            if (has(CaseKind.ROUND_TRIP)) {
                addRoundTrips(cells, scope);
            }
            if (has(CaseKind.WAKE_UP) && scope == Scope.JVMS) {
                addWakeUps(cells);
            }
            if (has(CaseKind.THROUGHPUT)) {
                addThroughputs(cells, scope);
            }
        }
        if (has(CaseKind.OPEN) && chosen(scopes, List.of(Scope.THREADS)).contains(Scope.THREADS)) {
            add(cells, CaseKind.OPEN, Scope.THREADS, COMMON, 1, 0);
        }
        return cells;
    }

    private void addRoundTrips(Set<Cell> cells, Scope scope) {
        List<Long> planned =
                scope == Scope.THREADS || quick ? List.of(0L) : List.of(0L, 100_000L, 10_000L);
        for (int size : chosen(sizes, List.of(COMMON))) {
            for (long rate : chosen(rates, planned)) {
                add(cells, CaseKind.ROUND_TRIP, scope, size, 1, rate);
            }
        }
    }

    private void addWakeUps(Set<Cell> cells) {
        for (int size : chosen(sizes, List.of(COMMON))) {
            for (long rate : chosen(rates, quick ? List.of(100L) : List.of(100L, 1L))) {
                if (rate > 0 && rate <= FASTEST_WAKE_UPS) {
                    add(cells, CaseKind.WAKE_UP, Scope.JVMS, size, 1, rate);
                }
            }
        }
    }

    private void addThroughputs(Set<Cell> cells, Scope scope) {
        List<Integer> planned =
                scope == Scope.JVMS ? List.of(1, 2, 4) : List.of(1, 2, 4, 8, 16, 64);
        if (quick) {
            planned = scope == Scope.JVMS ? List.of(1) : List.of(1, 2);
        }
        for (int size : chosen(sizes, List.of(COMMON))) {
            for (int count : chosen(senders, planned)) {
                add(cells, CaseKind.THROUGHPUT, scope, size, count, 0);
            }
        }
        if (sizes.isEmpty() && senders.isEmpty() && scope == Scope.THREADS) {
            for (int size : quick ? List.of(1 << 20) : OTHER_SIZES) {
                add(cells, CaseKind.THROUGHPUT, scope, size, 1, 0);
            }
        }
    }

    private void add(
            Set<Cell> cells, CaseKind kind, Scope scope, int size, int senders, long rate) {
        for (Subject subject : Subjects.all()) {
            Cell cell = new Cell(kind, scope, subject, size, senders, rate);
            if (isChosen(cell) && isMeasurable(cell)) {
                cells.add(cell);
            }
        }
    }

    private boolean isChosen(Cell cell) {
        Subject subject = cell.subject();
        if (!subjects.isEmpty()) {
            return subjects.contains(subject.name());
        }
        return (peers || !subject.isPeer()) && Plan.has(cell, quick);
    }

    private static boolean isMeasurable(Cell cell) {
        Subject subject = cell.subject();
        Scope scope = cell.kind() == CaseKind.OPEN ? Scope.JVMS : cell.scope();
        if (!subject.cases().contains(cell.kind())
                || !subject.supports(scope, cell.size(), cell.senders())) {
            return false;
        }
        if (subject instanceof ProgramSubject program) {
            return program.isAvailable() && (cell.rate() == 0 || cell.kind() == CaseKind.WAKE_UP);
        }
        return !subject.name().equals(Subjects.FLOOR)
                || cell.kind() == CaseKind.ROUND_TRIP
                || (cell.scope() == Scope.THREADS && cell.size() >= FLOOR_COPIES_FROM);
    }

    private boolean has(CaseKind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    private static <T> Collection<T> chosen(Set<T> named, List<T> planned) {
        return named.isEmpty() ? planned : named;
    }

    /** Names that are no subject's. */
    public List<String> unknownSubjects() {
        List<String> unknown = new ArrayList<>(subjects);
        Subjects.all().forEach(subject -> unknown.remove(subject.name()));
        return unknown;
    }
}
