package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/** A Unix domain socket whose receiver sleeps in {@code read}; nothing else can end that. */
final class BlockingSocketSubject implements LinkSubject, SleepingSubject {
    @Override
    public String name() {
        return "unix-socket-blocking";
    }

    @Override
    public String settings() {
        return "Unix domain, the receiver blocks in read, a write for each message";
    }

    @Override
    public Link open(LinkSpec spec) {
        return new SocketLink(spec, new ArrayList<>());
    }

    private record SocketLink(LinkSpec spec, List<AutoCloseable> opened) implements Link {
        @Override
        public LinkSender sender(int index) throws IOException {
            SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(spec.file()));
            opened.add(socket);
            return new SocketSender(socket, new Message(spec.size()), 1);
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) throws IOException {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(spec.file()));
            opened.add(server);
            return new BlockingReceiver(this, server, handler);
        }

        @Override
        public void close() {
            opened.forEach(CloseHelper::quietClose);
        }
    }

    private static final class BlockingReceiver implements Link.LinkReceiver {
        private final SocketLink link;
        private final ServerSocketChannel server;
        private final MessageHandler handler;
        private final ByteBuffer bytes;
        private final UnsafeBuffer view;
        private SocketChannel socket;

        BlockingReceiver(SocketLink link, ServerSocketChannel server, MessageHandler handler) {
            this.link = link;
            this.server = server;
            this.handler = handler;
            bytes = ByteBuffer.allocateDirect(link.spec().size());
            view = new UnsafeBuffer(bytes);
        }

        /** Waits for a message, whatever the limit. */
        @Override
        public int poll(int limit) {
            try {
                if (socket == null) {
                    socket = server.accept();
                    link.opened().add(socket);
                }
                bytes.clear();
                while (bytes.hasRemaining()) {
                    if (socket.read(bytes) < 0) {
                        throw new EOFException("the sender has closed its socket");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            handler.onMessage(view, 0, view.capacity());
            return 1;
        }
    }
}
