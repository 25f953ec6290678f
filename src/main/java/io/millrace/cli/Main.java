package io.millrace.cli;

import io.millrace.Channel;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code millrace} command itself, which only knows the others. */
@Command(
        name = "millrace",
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Channels in shared memory: many senders, one receiver, across processes.",
        subcommands = {
            DemoCommand.class,
            SendCommand.class,
            RecvCommand.class,
            StatCommand.class,
            InspectCommand.class,
            RecoverCommand.class,
            BenchCommand.class
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  millrace demo",
            "  millrace recv greetings             (in one terminal)",
            "  echo hi | millrace send greetings   (in another)",
            "",
            "A channel's NAME is a file in $$MILLRACE_DIR, else in /dev/shm/millrace-<user>; with a"
                    + " slash it is a PATH. 'millrace COMMAND --help' tells more. Exit status: 0"
                    + " success, 1 channel closed or the work failed, 2 wrong usage."
        })
public final class Main implements Runnable {
    @Spec private CommandSpec spec;

    Main() {}

    /** Runs a command and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (InternalError | OutOfMemoryError | StackOverflowError e) {
            System.err.println("millrace: " + Text.printable(Failures.unexpected(e)));
            return Failures.FAILED;
        }
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setUsageHelpWidth(100);
        line.setUsageHelpLongOptionsMaxWidth(34);
        line.setPosixClusteredShortOptionsAllowed(false);
        line.registerConverter(Integer.class, value -> whole(value, Integer::valueOf));
        line.registerConverter(int.class, value -> whole(value, Integer::valueOf));
        line.registerConverter(Long.class, value -> whole(value, Long::valueOf));
        line.setParameterExceptionHandler(
                (e, arguments) -> Failures.wrongUsage(e.getCommandLine(), e));
        line.setExecutionExceptionHandler((e, failed, result) -> Failures.failed(failed, e));
        return line;
    }

    private static <N> N whole(String value, Function<String, N> parser) {
        try {
            return parser.apply(value);
        } catch (NumberFormatException e) {
            throw new CommandLine.TypeConversionException(
                    Text.quoted(value) + " is not a whole number, or too large");
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which command? " + String.join(", ", spec.subcommands().keySet()));
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Channel.class.getPackage().getImplementationVersion();
            return new String[] {"millrace " + Objects.requireNonNullElse(version, "(unpacked)")};
        }
    }
}
