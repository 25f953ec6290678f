package io.millrace.cli;

import io.millrace.ChannelInspection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a channel file holds. */
@Command(
        name = "inspect",
        description = "Show what a channel file holds: header, participants, waiting records.",
        footerHeading = "%nExample:%n",
        footer = {
            "  millrace inspect --records 5 orders",
            "",
            "Only reads, changes nothing, and the right to read is enough. Records are those"
                    + " between the consumer cursor and the producer cursor."
        })
final class InspectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "NAME_OR_PATH", description = "The channel.")
    private String channel;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many records at most (default 20).")
    private int records;

    InspectCommand() {}

    @Override
    public Integer call() {
        if (records < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--records is " + records + ", expected 0 or more");
        }
        ChannelInspection inspection = ChannelInspection.of(channel, records);
        new InspectReport(inspection, records)
                .lines()
                .forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
