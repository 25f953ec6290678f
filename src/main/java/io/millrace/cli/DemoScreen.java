package io.millrace.cli;

import java.io.PrintStream;

/** What the demo prints: titles, lines, and a line of progress that is drawn over on a terminal. */
final class DemoScreen {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final String START_OF_CLEARED_LINE = "\r\u001b[K";

    private final PrintStream out = System.out;
    private final boolean terminal = Stdout.isTerminal();
    private final boolean bold = terminal && System.getenv("NO_COLOR") == null;
    private boolean first = true;

    void title(String title) {
        if (!first) {
            say("");
        }
        first = false;
        say(bold ? BOLD + title + PLAIN : title);
    }

    void say(String line) {
        out.println(line);
        requireReader();
    }

    /** Whether a line of progress costs no line. */
    boolean drawsOver() {
        return terminal;
    }

    void progress(String line) {
        if (terminal) {
            out.print(START_OF_CLEARED_LINE + line);
        } else {
            out.println(line);
        }
        requireReader();
    }

    void endProgress() {
        if (terminal) {
            out.println();
        }
    }

    private void requireReader() {
        if (out.checkError()) {
            throw new GoneException();
        }
    }

    /** Nobody reads the output any more. */
    static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
