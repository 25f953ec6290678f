package io.millrace.bench.harness;

import io.millrace.bench.subjects.LinkSubject;
import io.millrace.bench.subjects.ProgramSubject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Measures a cell once, in fresh processes. */
final class CellRun {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Stage stage;
    private final Cell cell;
    private final Timing timing;
    private final List<WorkerJvm> workers = new ArrayList<>();

    CellRun(Stage stage, Cell cell, Timing timing) {
        this.stage = stage;
        this.cell = cell;
        this.timing =
                timing.sharedBy(
                        Parts.compilerSharers(cell), Runtime.getRuntime().availableProcessors());
    }

    /**
     * Measures.
     *
     * @throws IOException when the subject or one of the processes fails, with the reason.
     */
    Sample measure() throws IOException, InterruptedException {
        Path home = stage.newHome();
        try {
            if (cell.subject() instanceof ProgramSubject program) {
                return new ProgramRun(stage, cell, program, timing, patience()).measure(home);
            }
            stage.begin((LinkSubject) cell.subject(), home);
            return measure(home);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + patience() / 1_000_000_000 + " s", e);
        } finally {
            stage.clear(home);
        }
    }

    private Sample measure(Path home) throws IOException, InterruptedException, TimeoutException {
        for (int number = 0; number < Parts.jvms(cell); number++) {
            workers.add(WorkerJvm.start(stage, home, cell, timing, number));
        }
        tellAll(Worker.RECEIVERS);
        tellAll(Worker.SENDERS);
        WorkerJvm lead = workers.get(0);
        List<WorkerJvm> others = workers.subList(1, workers.size());
        for (WorkerJvm other : others) {
            other.tell(Worker.RUN);
            other.answer(patience());
        }
        lead.tell(Worker.RUN);
        Sample sample = Sample.decoded(awaitSample(lead, others));
        String sent = stop(lead, others);
        if (!sent.isEmpty()) {
            lead.tell(Worker.EXPECT + " " + sent);
            lead.answer(patience());
        }
        tellAll(Worker.END);
        for (WorkerJvm worker : workers) {
            worker.awaitExit(PATIENCE_NS);
        }
        return sample;
    }

    private String awaitSample(WorkerJvm lead, List<WorkerJvm> others)
            throws IOException, InterruptedException, TimeoutException {
        long start = System.nanoTime();
        while (true) {
            try {
                return lead.answer(SLICE_NS);
            } catch (TimeoutException e) {
                for (WorkerJvm other : others) {
                    other.requireSilent();
                }
                if (System.nanoTime() - start > patience()) {
                    throw e;
                }
            }
        }
    }

    /** Stops those that send or answer; what they sent is asked of all but the lead. */
    private String stop(WorkerJvm lead, List<WorkerJvm> others)
            throws IOException, InterruptedException, TimeoutException {
        if (others.isEmpty()) {
            lead.tell(Worker.STOP);
            return lead.answer(patience());
        }
        for (WorkerJvm other : others) {
            other.tell(Worker.STOP);
        }
        List<String> sent = new ArrayList<>();
        for (WorkerJvm other : others) {
            sent.add(other.answer(patience()));
        }
        return String.join(",", sent);
    }

    private void tellAll(String command)
            throws IOException, InterruptedException, TimeoutException {
        for (WorkerJvm worker : workers) {
            worker.tell(command);
        }
        for (WorkerJvm worker : workers) {
            worker.answer(patience());
        }
    }

    private long patience() {
        return timing.warmupNs() + timing.measureNs() + PATIENCE_NS;
    }
}
