package io.millrace.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** What standard output is. */
final class Stdout {
    private static final Path DESCRIPTOR = Path.of("/proc/self/fd/1");

    private Stdout() {}

    /** Whether a pipe or a socket, so that its end means that the reader has gone. */
    static boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(DESCRIPTOR).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return !Files.isRegularFile(Path.of("/dev/stdout"));
        }
    }

    /** Whether a person looks at it. */
    static boolean isTerminal() {
        try {
            return new ProcessBuilder("test", "-t", "1")
                            .redirectOutput(Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
