package io.millrace.cli;

import java.io.IOException;
import java.io.InputStream;

/** Messages behind their length, 4 bytes, little-endian. */
final class InputFrames extends InputMessages {
    static final int HEADER = Integer.BYTES;

    InputFrames(InputStream input, int maxLength) {
        super(input, maxLength);
    }

    @Override
    boolean next() throws IOException {
        if (!has(HEADER)) {
            return false;
        }
        int length = length(buffer, start);
        if (length < 0 || length > maxLength) {
            throw new BadInputException(
                    "frame "
                            + (count() + 1)
                            + " has length "
                            + Integer.toUnsignedString(length)
                            + ", expected 0 to "
                            + maxLength
                            + ", the channel's longest message (4 bytes little-endian, then the"
                            + " message); the "
                            + count()
                            + " frames before it were sent");
        }
        if (!has(HEADER + length)) {
            throw ended(HEADER + length);
        }
        found(start + HEADER, length, start + HEADER + length);
        return true;
    }

    private boolean has(int needed) throws IOException {
        while (end - start < needed) {
            if (!fill()) {
                if (start == end) {
                    return false;
                }
                throw ended(needed);
            }
        }
        return true;
    }

    private BadInputException ended(int needed) {
        return new BadInputException(
                "the input ends inside frame "
                        + (count() + 1)
                        + ", after "
                        + (end - start)
                        + " of its "
                        + needed
                        + " bytes; the "
                        + count()
                        + " frames before it were sent");
    }

    private static int length(byte[] bytes, int at) {
        return (bytes[at] & 0xFF)
                | ((bytes[at + 1] & 0xFF) << 8)
                | ((bytes[at + 2] & 0xFF) << 16)
                | (bytes[at + 3] << 24);
    }
}
