package io.millrace.bench.subjects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes messages to a socket that may take only a part of what it is given. */
final class SocketSender implements Link.LinkSender {
    private final SocketChannel socket;
    private final Message message;
    private final ByteBuffer bytes;
    private final UnsafeBuffer view;

    // What waits in the buffer: from the position to the end of what was written there.
    private int written;

    SocketSender(SocketChannel socket, Message message, int batch) {
        this.socket = socket;
        this.message = message;
        bytes = ByteBuffer.allocateDirect(batch * message.size());
        view = new UnsafeBuffer(bytes);
    }

    @Override
    public boolean offer(long stamp) {
        if (written == bytes.capacity() && !flush()) {
            return false;
        }
        message.write(view, written, stamp);
        written += message.size();
        if (written == bytes.capacity()) {
            flush();
        }
        return true;
    }

    @Override
    public boolean flush() {
        if (written == 0) {
            return true;
        }
        try {
            bytes.limit(written);
            socket.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.hasRemaining()) {
            return false;
        }
        bytes.clear();
        written = 0;
        return true;
    }
}
