package io.millrace.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures all cells once a round, so that subjects alternate and a drift of the host meets them
 * alike; every other round goes backwards. Ends early where another round would not fit the time.
 */
public final class Campaign {
    private final List<Cell> cells;
    private final Timing timing;
    private final int rounds;
    private final long budgetNs;
    private final Observer observer;

    /** Sees what happens. */
    public interface Observer {
        /** A cell is next. */
        void begin(int round, int done, int all, Cell cell);

        /** It has been measured. */
        void found(Cell cell, Sample sample);

        /** It has failed. */
        void failed(Cell cell, String reason);
    }

    /**
     * A plan.
     *
     * @param budgetNs nanoseconds for the whole; the first round is done in any case.
     */
    public Campaign(List<Cell> cells, Timing timing, int rounds, long budgetNs, Observer observer) {
        this.cells = cells;
        this.timing = timing;
        this.rounds = rounds;
        this.budgetNs = budgetNs;
        this.observer = observer;
    }

    /** Measures; a cell that fails is left out from then on, the others go on. */
    public Findings run(Stage stage) throws InterruptedException {
        Findings findings = new Findings();
        List<Cell> left = new ArrayList<>(cells);
        long start = System.nanoTime();
        long longest = 0;
        for (int round = 1; round <= rounds; round++) {
            long roundStart = System.nanoTime();
            if (roundStart - start + longest > budgetNs) {
                break;
            }
            List<Cell> order = new ArrayList<>(left);
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (int i = 0; i < order.size() && !stage.hasEnded(); i++) {
                Cell cell = order.get(i);
                observer.begin(round, i, order.size(), cell);
                if (!measure(stage, cell, findings)) {
                    left.remove(cell);
                }
            }
            findings.endRound();
            longest = Math.max(longest, System.nanoTime() - roundStart);
        }
        return findings;
    }

    private boolean measure(Stage stage, Cell cell, Findings findings) throws InterruptedException {
        try {
            Sample sample = new CellRun(stage, cell, timing).measure();
            findings.add(cell, sample);
            observer.found(cell, sample);
            return true;
        } catch (IOException | RuntimeException e) {
            if (!stage.hasEnded()) {
                findings.fail(cell, e.getMessage());
                observer.failed(cell, e.getMessage());
            }
            return false;
        }
    }
}
