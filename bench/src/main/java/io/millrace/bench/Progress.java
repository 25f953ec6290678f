package io.millrace.bench;

import io.millrace.bench.harness.Campaign;
import io.millrace.bench.harness.Cell;
import io.millrace.bench.harness.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tells how far a run is: on a terminal in one line that changes, elsewhere once a round. */
final class Progress implements Campaign.Observer {
    private static final Path ERROR_OUTPUT = Path.of("/proc/self/fd/2");
    private static final String ERASE = "\r\u001b[K";
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean live;
    private final int rounds;
    private final long start = System.nanoTime();
    private String last = "";

    Progress(PrintStream out, int rounds) {
        this.out = out;
        this.rounds = rounds;
        live = isTerminal();
    }

    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(ERROR_OUTPUT).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void begin(int round, int done, int all, Cell cell) {
        if (live) {
            show(
                    "%s  round %d of %d, %d of %d  %s%s"
                            .formatted(elapsed(), round, rounds, done + 1, all, cell, last));
        } else if (done == 0) {
            out.printf(
                    Locale.ROOT, "%s  round %d of %d, %d figures%n", elapsed(), round, rounds, all);
        }
    }

    @Override
    public void found(Cell cell, Sample sample) {
        last =
                "  (last: %s)"
                        .formatted(
                                cell.kind().isTime()
                                        ? "%,.0f ns".formatted(sample.value())
                                        : "%,.0f/s".formatted(sample.value()));
    }

    @Override
    public void failed(Cell cell, String reason) {
        end();
        out.println("failed: " + cell + ": " + reason);
    }

    /** Takes the changing line away. */
    void end() {
        if (live) {
            out.print(ERASE);
            out.flush();
        }
    }

    private void show(String line) {
        out.print(ERASE + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
        out.flush();
    }

    private String elapsed() {
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        return "%2d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
