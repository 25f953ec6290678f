package io.millrace.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command run in this JVM.
 *
 * @param status its exit status.
 * @param out what it printed.
 * @param err what it complained.
 */
public record CommandRun(int status, String out, String err) {
    /** Runs the command line with these arguments. */
    public static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status = line.execute(arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }
}
