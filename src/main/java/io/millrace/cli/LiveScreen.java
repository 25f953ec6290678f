package io.millrace.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** Text that is drawn anew in place on a terminal, until q or Ctrl-C. */
final class LiveScreen {
    private final Terminal terminal;
    private final Display display;
    private volatile boolean ended;

    private LiveScreen(Terminal terminal) {
        this.terminal = terminal;
        this.display = new Display(terminal, true);
    }

    /** Shows what the supplier gives, and leaves the last of it on the terminal. */
    static void show(Supplier<List<String>> text, Duration interval) throws IOException {
        List<String> last =
                Shutdown.interruptible(
                        () -> {
                            try (Terminal terminal =
                                    TerminalBuilder.builder().system(true).build()) {
                                return new LiveScreen(terminal).run(text, interval);
                            }
                        });
        last.forEach(System.out::println);
    }

    private List<String> run(Supplier<List<String>> text, Duration interval) throws IOException {
        Attributes saved = terminal.enterRawMode();
        terminal.handle(Signal.INT, signal -> end());
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        try {
            List<String> lines = text.get();
            draw(lines);
            while (!isQuit(interval)) {
                lines = text.get();
                draw(lines);
            }
            return lines;
        } finally {
            terminal.puts(Capability.cursor_normal);
            terminal.puts(Capability.exit_ca_mode);
            terminal.setAttributes(saved);
            terminal.flush();
        }
    }

    private void end() {
        ended = true;
    }

    private boolean isQuit(Duration interval) throws IOException {
        long start = System.nanoTime();
        while (!ended) {
            long leftMs = (interval.toNanos() - (System.nanoTime() - start)) / 1_000_000;
            if (leftMs <= 0) {
                return false;
            }
            int key = terminal.reader().read(Math.min(leftMs, 100));
            if (key == 'q' || key == 'Q' || key == NonBlockingReader.EOF) {
                return true;
            }
        }
        return true;
    }

    private void draw(List<String> lines) {
        Size size = terminal.getSize();
        int rows = Math.max(size.getRows(), 2);
        int columns = Math.max(size.getColumns(), 20);
        List<AttributedString> shown = new ArrayList<>();
        int room = rows - 1;
        for (int i = 0; i < Math.min(lines.size(), room); i++) {
            boolean cut = i == room - 1 && lines.size() > room;
            String line =
                    cut
                            ? "(" + (lines.size() - i) + " more lines; --once shows all)"
                            : lines.get(i);
            shown.add(styled(line).columnSubSequence(0, columns));
        }
        shown.add(
                new AttributedString("q ends", AttributedStyle.DEFAULT.faint())
                        .columnSubSequence(0, columns));
        display.resize(size);
        display.update(shown, 0);
    }

    private static AttributedString styled(String line) {
        boolean heads = line.startsWith("HALF");
        return new AttributedStringBuilder()
                .styled(heads ? AttributedStyle.BOLD : AttributedStyle.DEFAULT, line)
                .toAttributedString();
    }
}
