package io.millrace;

import io.millrace.testkit.Await;
import io.millrace.testkit.ChildJvm;
import java.nio.file.Path;

/** A {@link StepVictim} as its parent sees it. */
final class Victim implements AutoCloseable {
    private final ChildJvm process;

    /** Starts one for the channel at this path, which it has not opened yet. */
    Victim(Path path, boolean stops) {
        process = StepVictims.start(path, stops);
        process.awaitLine("ready");
    }

    /** Gives an order and waits until it was obeyed. */
    void tell(String command) {
        int answers = count("obeyed " + command);
        process.tell(command);
        Await.until(
                process + " obeyed " + command,
                () -> {
                    requireAlive();
                    return count("obeyed " + command) > answers;
                });
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError(process + " died by itself: " + process.lines());
        }
    }

    private long answers() {
        return process.lines().stream().filter(line -> line.startsWith("done ")).count();
    }

    private int count(String line) {
        return (int) process.lines().stream().filter(line::equals).count();
    }

    /** Lets the victim act up to this step; false when it was done before. */
    boolean runTo(String action, int step) {
        long done = answers();
        long stood = stood(step);
        process.tell("run " + action + " " + step);
        Await.until(
                process + " came to step " + step + " or its end",
                () -> {
                    requireAlive();
                    return stood(step) > stood || answers() > done;
                });
        return stood(step) > stood;
    }

    private long stood(int step) {
        return process.lines().stream().filter(line -> line.startsWith("at " + step + " ")).count();
    }

    /** Lets a victim that stands still go on; returns how its action ended. */
    String go() {
        long done = answers();
        process.tell("go");
        Await.until(process + " ended its action", () -> answers() > done);
        String last =
                process.lines().stream()
                        .filter(line -> line.startsWith("done "))
                        .reduce((a, b) -> b)
                        .orElseThrow();
        return last.substring(last.indexOf(": ") + 2);
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.kill();
    }

    void stop() {
        process.stop();
    }

    void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.close();
    }
}
