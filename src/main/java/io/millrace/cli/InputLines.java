package io.millrace.cli;

import java.io.IOException;
import java.io.InputStream;

/** Messages that end with a newline, which is not part of them; the last one may lack it. */
final class InputLines extends InputMessages {
    /** Bytes of {@code [start, end)} that are known to hold no newline. */
    private int scanned;

    InputLines(InputStream input, int maxLength) {
        super(input, maxLength);
    }

    @Override
    boolean next() throws IOException {
        while (true) {
            for (int at = start + scanned; at < end; at++) {
                if (buffer[at] == '\n') {
                    return found(at, at + 1);
                }
            }
            scanned = end - start;
            requireShort(scanned);
            if (!fill()) {
                return start < end && found(end, end);
            }
        }
    }

    private boolean found(int lineEnd, int next) throws BadInputException {
        requireShort(lineEnd - start);
        found(start, lineEnd - start, next);
        scanned = 0;
        return true;
    }

    private void requireShort(int length) throws BadInputException {
        if (length > maxLength) {
            throw new BadInputException(
                    "line "
                            + (count() + 1)
                            + " is longer than the channel's longest message, "
                            + maxLength
                            + " bytes; the "
                            + count()
                            + " lines before it were sent; a channel with a larger --capacity takes"
                            + " it");
        }
    }
}
