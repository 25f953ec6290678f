package io.millrace.cli;

import io.millrace.MillraceException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line on standard error and an exit status. */
final class Failures {
    /** Exit status of a channel that is closed, or of work that failed. */
    static final int FAILED = 1;

    /** Exit status of wrong usage. */
    static final int WRONG_USAGE = 2;

    private Failures() {}

    static int wrongUsage(CommandLine command, ParameterException e) {
        String what = e.getMessage();
        if (e instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().get(0);
            what =
                    (argument.startsWith("-") ? "unknown option " : "unexpected argument ")
                            + Text.quoted(argument);
        }
        return report(
                command,
                WRONG_USAGE,
                what + "; see " + command.getCommandSpec().qualifiedName() + " --help");
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
