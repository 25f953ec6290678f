package io.millrace.cli;

import io.millrace.ChannelRecovery;
import io.millrace.ChannelRecovery.FreedSlot;
import io.millrace.ChannelRecovery.MendedClaim;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Mends a channel that nobody has open. */
@Command(
        name = "recover",
        description = "Mend a channel that nobody has open, and say what was mended.",
        footerHeading = "%nExample:%n",
        footer = {
            "  millrace recover orders",
            "",
            "Turns what dead senders left unfinished into padding and frees the slots of the dead."
                + " No message is received or lost. A receiver does the same by itself as it goes"
                + " on, so this is never needed before one attaches. Refuses while anybody has the"
                + " channel open."
        })
final class RecoverCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "NAME_OR_PATH", description = "The channel.")
    private String channel;

    RecoverCommand() {}

    @Override
    public Integer call() {
        ChannelRecovery recovery = ChannelRecovery.of(channel);
        PrintWriter out = spec.commandLine().getOut();
        for (MendedClaim claim : recovery.mended()) {
            out.println(
                    "mended: a dead sender's unfinished claim at position "
                            + claim.position()
                            + ", "
                            + Figures.count(claim.end() - claim.position())
                            + " bytes, is padding now");
        }
        for (FreedSlot slot : recovery.freed()) {
            out.println(
                    "freed: slot "
                            + slot.slot()
                            + (slot.slot() == 0 ? " (receiver)" : " (sender)")
                            + " of process "
                            + slot.pid()
                            + ", which is dead");
        }
        if (recovery.mended().isEmpty() && recovery.freed().isEmpty()) {
            out.println(
                    "nothing to mend: nobody has died in " + Text.printable(recovery.channel()));
        }
        out.println(
                recovery.waitingMessages() == 1
                        ? "1 message waits for the next receiver"
                        : Figures.count(recovery.waitingMessages())
                                + " messages wait for the next receiver");
        out.flush();
        return 0;
    }
}
