package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Placeholder. */
@Command(name = "demo", description = "x")
final class DemoCommand implements Callable<Integer> {
    DemoCommand() {}

    @Override
    public Integer call() {
        return 0;
    }
}
