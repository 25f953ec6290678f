package io.millrace.bench;

import io.millrace.bench.compare.CompareCommand;
import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Scope;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Runs the harness, or a comparison or JMH when the first argument says so. */
public final class Main {
    private static final String BENCH = "bench";
    private static final String COMPARE = "compare";
    private static final String JMH = "jmh";
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /** Runs and exits with a status. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals(JMH)) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        boolean compares = arguments.length > 0 && arguments[0].equals(COMPARE);
        System.exit(
                compares
                        ? commandLine(new CompareCommand(), BENCH + " " + COMPARE)
                                .execute(Arrays.copyOfRange(arguments, 1, arguments.length))
                        : commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return commandLine(new BenchCommand(), BENCH);
    }

    /** A command line that says in one sentence what is wrong. */
    public static CommandLine commandLine(Callable<Integer> command, String name) {
        CommandLine line = new CommandLine(command);
        line.setCommandName(name);
        line.setUsageHelpWidth(100);
        line.registerConverter(CaseKind.class, converter(CaseKind.class));
        line.registerConverter(Scope.class, converter(Scope.class));
        line.setParameterExceptionHandler(
                (e, arguments) -> {
                    line.getErr().println("millrace: " + name + ": " + e.getMessage());
                    return WRONG_USAGE;
                });
        line.setExecutionExceptionHandler(
                (e, failed, result) -> {
                    line.getErr().println("millrace: " + name + ": " + e);
                    return FAILED;
                });
        return line;
    }

    private static <E extends Enum<E>> ITypeConverter<E> converter(Class<E> type) {
        return text -> {
            try {
                return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is none of those in --help");
            }
        };
    }
}
