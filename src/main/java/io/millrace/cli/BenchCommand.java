package io.millrace.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands in the help; the launcher runs the benchmark from a jar of its own. */
@Command(
        name = "bench",
        description =
                "Measure latency and throughput, in process and across JVMs, beside the peers.",
        footerHeading = "%n",
        footer = {
            "It is in a jar of its own, since it holds the peers too: './millrace bench --help' in"
                    + " the sources builds and runs it."
        })
final class BenchCommand implements Callable<Integer> {
    @Unmatched private List<String> arguments = new ArrayList<>();

    BenchCommand() {}

    @Override
    public Integer call() throws IOException {
        throw new IOException(
                "the benchmark is not in this jar; run ./millrace bench"
                        + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments))
                        + " in the sources, or java -jar millrace-bench.jar");
    }
}
