package io.millrace.cli;

import io.millrace.MessageHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.agrona.DirectBuffer;

/** Writes messages as lines or behind their length, through a buffer of its own. */
final class MessageOutput implements MessageHandler {
    private static final int SIZE = 1 << 17;

    private final OutputStream output;
    private final boolean raw;
    private final byte[] buffer = new byte[SIZE];
    private int filled;

    MessageOutput(OutputStream output, boolean raw) {
        this.output = output;
        this.raw = raw;
    }

    /** Throws {@link UncheckedIOException} when the output refuses. */
    @Override
    public void onMessage(DirectBuffer message, int offset, int length) {
        try {
            if (raw) {
                putLength(length);
            }
            put(message, offset, length);
            if (!raw) {
                require(1);
                buffer[filled++] = '\n';
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void flush() throws IOException {
        if (filled > 0) {
            int length = filled;
            filled = 0;
            output.write(buffer, 0, length);
        }
    }

    private void putLength(int length) throws IOException {
        require(InputFrames.HEADER);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            buffer[filled++] = (byte) (length >>> shift);
        }
    }

    private void put(DirectBuffer message, int offset, int length) throws IOException {
        int done = 0;
        while (length - done > buffer.length - filled) {
            int part = buffer.length - filled;
            message.getBytes(offset + done, buffer, filled, part);
            filled += part;
            done += part;
            flush();
        }
        message.getBytes(offset + done, buffer, filled, length - done);
        filled += length - done;
    }

    private void require(int room) throws IOException {
        if (buffer.length - filled < room) {
            flush();
        }
    }
}
