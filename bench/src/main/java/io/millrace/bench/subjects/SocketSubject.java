package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Stream sockets without blocking: of the Unix domain, or TCP over the loopback. */
final class SocketSubject implements LinkSubject {
    private static final int BACKLOG = 64;
    private static final int MAX_SENDERS = 8;
    private static final int BUFFER = 1 << 20;

    private final String name;
    private final boolean unix;
    private final int batch;

    /**
     * A kind of socket.
     *
     * @param batch how many messages a write takes, at most.
     */
    SocketSubject(String name, boolean unix, int batch) {
        this.name = name;
        this.unix = unix;
        this.batch = batch;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String settings() {
        return (unix ? "Unix domain" : "TCP over the loopback, TCP_NODELAY")
                + ", non-blocking, a connection for each sender and direction, "
                + (batch == 1 ? "a write for each message" : batch + " messages a write");
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return scope == Scope.JVMS && senders <= MAX_SENDERS;
    }

    @Override
    public Link open(LinkSpec spec) {
        return new SocketLink(spec);
    }

    private SocketAddress address(LinkSpec spec) throws IOException {
        Path file = spec.file();
        return unix
                ? UnixDomainSocketAddress.of(file)
                : new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(Files.readString(file)));
    }

    private ServerSocketChannel listen(LinkSpec spec) throws IOException {
        ServerSocketChannel server;
        if (unix) {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(address(spec), BACKLOG);
        } else {
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            Files.writeString(spec.file(), Integer.toString(port));
        }
        server.configureBlocking(false);
        return server;
    }

    private SocketChannel connect(LinkSpec spec) throws IOException {
        SocketChannel socket = SocketChannel.open(address(spec));
        if (!unix) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        socket.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        socket.configureBlocking(false);
        return socket;
    }

    private final class SocketLink implements Link {
        private final LinkSpec spec;
        private final List<AutoCloseable> opened = new ArrayList<>();

        SocketLink(LinkSpec spec) {
            this.spec = spec;
        }

        @Override
        public synchronized LinkSender sender(int index) throws IOException {
            SocketChannel socket = connect(spec);
            opened.add(socket);
            return new SocketSender(socket, new Message(spec.size()), batch);
        }

        @Override
        public synchronized LinkReceiver receiver(MessageHandler handler) throws IOException {
            ServerSocketChannel server = listen(spec);
            SocketReceiver receiver =
                    new SocketReceiver(server, spec.senders(), spec.size(), handler);
            opened.add(server);
            opened.add(receiver::close);
            return receiver;
        }

        @Override
        public synchronized void close() {
            opened.forEach(org.agrona.CloseHelper::quietClose);
        }
    }
}
