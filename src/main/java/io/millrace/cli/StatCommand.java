package io.millrace.cli;

import io.millrace.ChannelStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The counters of a channel. */
@Command(
        name = "stat",
        description = "Show a channel's counters and who is attached, again and again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace stat numbers                  (q or Ctrl-C ends it)",
            "  millrace stat --once --json numbers | jq .senders",
            "",
            "Only looks: takes no part in the channel, and the right to read is enough. States:"
                    + " joining, open, closed, dead (its process is gone), fenced (declared"
                    + " dropped)."
        })
final class StatCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "NAME_OR_PATH", description = "The channel.")
    private String channel;

    @Option(names = "--once", description = "Show it once and end.")
    private boolean once;

    @Option(names = "--json", description = "Print a JSON object on one line each time.")
    private boolean json;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "1s",
            description = "Time between two looks (default 1s).")
    private Duration interval;

    private ChannelStatus before;
    private long beforeNs;

    StatCommand() {}

    @Override
    public Integer call() throws IOException {
        if (interval.isZero()) {
            throw new ParameterException(
                    spec.commandLine(), "--interval is 0, expected more, such as 1s");
        }
        if (!once && !json && Stdout.isTerminal()) {
            LiveScreen.show(this::look, interval);
            return 0;
        }
        PrintWriter out = spec.commandLine().getOut();
        look().forEach(out::println);
        while (!once && !out.checkError()) {
            LockSupport.parkNanos(interval.toNanos());
            if (!json) {
                out.println();
            }
            look().forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private List<String> look() {
        ChannelStatus now = ChannelStatus.of(channel);
        long nowNs = System.nanoTime();
        List<String> lines =
                json
                        ? List.of(StatJson.of(now))
                        : new StatTable(now, before, (nowNs - beforeNs) / 1e9).lines();
        before = now;
        beforeNs = nowNs;
        return lines;
    }
}
