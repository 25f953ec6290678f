package io.millrace.cli;

import java.io.IOException;
import java.io.InputStream;

/** Cuts an input into messages, each as soon as all of it is there, without copying. */
abstract class InputMessages {
    private static final int FIRST_BUFFER = 1 << 16;

    final int maxLength;

    /** What was read; messages and the rest are in {@code [start, end)}. */
    byte[] buffer = new byte[FIRST_BUFFER];

    int start;
    int end;

    private final InputStream input;
    private int offset;
    private int length;
    private long count;

    InputMessages(InputStream input, int maxLength) {
        this.input = input;
        this.maxLength = maxLength;
    }

    /**
     * Reads up to the end of the next message; false at the end of the input.
     *
     * @throws BadInputException when what comes next is no message, or too long for one.
     */
    abstract boolean next() throws IOException;

    /** The bytes in which the message stands until {@link #next} is called again. */
    final byte[] bytes() {
        return buffer;
    }

    final int offset() {
        return offset;
    }

    final int length() {
        return length;
    }

    /** Which message it is, from 1 up. */
    final long count() {
        return count;
    }

    final void found(int from, int messageLength, int next) {
        offset = from;
        length = messageLength;
        start = next;
        count++;
    }

    /** Reads what there is, at least a byte; moves what is in the buffer to its beginning. */
    final boolean fill() throws IOException {
        int kept = end - start;
        if (kept == 0) {
            start = 0;
            end = 0;
        } else if (end == buffer.length) {
            byte[] target = start == 0 ? new byte[larger(buffer.length)] : buffer;
            System.arraycopy(buffer, start, target, 0, kept);
            buffer = target;
            start = 0;
            end = kept;
        }
        int read = input.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    private static int larger(int size) {
        return Math.max(size + 1, (int) Math.min(2L * size, Integer.MAX_VALUE - 8));
    }

    /** Input that can't be sent. */
    static final class BadInputException extends IOException {
        private static final long serialVersionUID = 1;

        BadInputException(String message) {
            super(message);
        }
    }
}
