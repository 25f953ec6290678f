package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/** Cuts what arrives on the connections of all senders into messages of a known size. */
final class SocketReceiver implements Link.LinkReceiver {
    private static final int BUFFER = 1 << 16;

    private final ServerSocketChannel server;
    private final int senders;
    private final int size;
    private final MessageHandler handler;
    private final List<Connection> connections = new ArrayList<>();

    SocketReceiver(ServerSocketChannel server, int senders, int size, MessageHandler handler) {
        this.server = server;
        this.senders = senders;
        this.size = size;
        this.handler = handler;
    }

    /** All that one read brings is shown, whatever the limit, as a read is what costs. */
    @Override
    public int poll(int limit) {
        try {
            if (connections.size() < senders) {
                accept();
            }
            int count = 0;
            for (int i = 0; i < connections.size(); i++) {
                count += connections.get(i).poll();
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        SocketChannel socket = server.accept();
        if (socket != null) {
            socket.configureBlocking(false);
            connections.add(new Connection(socket));
        }
    }

    void close() {
        connections.forEach(connection -> CloseHelper.quietClose(connection.socket));
    }

    private final class Connection {
        private final SocketChannel socket;
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(Math.max(BUFFER, 2 * size));
        private final UnsafeBuffer view = new UnsafeBuffer(bytes);

        Connection(SocketChannel socket) {
            this.socket = socket;
        }

        int poll() throws IOException {
            if (socket.read(bytes) <= 0) {
                return 0;
            }
            int count = bytes.position() / size;
            for (int i = 0; i < count; i++) {
                handler.onMessage(view, i * size, size);
            }
            bytes.limit(bytes.position()).position(count * size);
            bytes.compact();
            return count;
        }
    }
}
