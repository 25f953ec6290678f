package io.millrace.cli;

import io.millrace.MillraceException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Turns what went wrong into one line on standard error and an exit status. */
final class Failures {
    /** Exit status of a channel that is closed, or of work that failed. */
    static final int FAILED = 1;

    /** Exit status of wrong usage. */
    static final int WRONG_USAGE = 2;

    private Failures() {}

    static int wrongUsage(CommandLine command, ParameterException e) {
        return report(
                command,
                WRONG_USAGE,
                whatIsWrong(command, e)
                        + "; see "
                        + command.getCommandSpec().qualifiedName()
                        + " --help");
    }

    private static String whatIsWrong(CommandLine command, ParameterException e) {
        List<String> unmatched = command.getUnmatchedArguments();
        if (!unmatched.isEmpty()) {
            String argument = Text.quoted(unmatched.get(0));
            if (unmatched.get(0).startsWith("-")) {
                return "unknown option " + argument;
            }
            return (command.getSubcommands().isEmpty()
                            ? "unexpected argument "
                            : "unknown command ")
                    + argument;
        }
        if (e instanceof MissingParameterException missing) {
            ArgSpec argument = missing.getMissing().get(0);
            return argument.isOption()
                    ? "option %s needs a %s"
                            .formatted(((OptionSpec) argument).longestName(), argument.paramLabel())
                    : argument.paramLabel() + " is missing";
        }
        return e.getMessage();
    }

    static int failed(CommandLine command, Exception e) {
        if (Shutdown.isUnderWay()) {
            return FAILED;
        }
        if (e instanceof IllegalArgumentException) {
            return report(command, WRONG_USAGE, e.getMessage());
        }
        if (e instanceof MillraceException || e instanceof IOException) {
            return report(command, FAILED, e.getMessage());
        }
        return report(command, FAILED, unexpected(e));
    }

    /** A fault of Millrace, or of the machine it runs on. */
    static String unexpected(Throwable e) {
        if (e instanceof InternalError) {
            return "a mapped file became shorter while it was in use: " + e.getMessage();
        }
        String where = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        return "unexpected " + e + where + "; please report this";
    }

    private static int report(CommandLine command, int status, String message) {
        command.getErr().println("millrace: " + Text.printable(message));
        command.getErr().flush();
        return status;
    }
}
