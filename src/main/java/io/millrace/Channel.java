package io.millrace;

import io.millrace.HalfStatus.Lock;
import io.millrace.layout.FileLayout;
import io.millrace.liveness.DeathProof;
import io.millrace.liveness.Heartbeats;
import io.millrace.liveness.LocalHolds;
import io.millrace.liveness.Session;
import io.millrace.mapping.ChannelCreator;
import io.millrace.mapping.ChannelFile;
import io.millrace.mapping.ChannelFileException;
import io.millrace.mapping.Header;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import io.millrace.wait.Futex;
import io.millrace.wait.Waiter;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A channel between threads or processes of one host: many senders, one receiver, messages in a
 * ring of mapped memory.
 *
 * <p>{@link #open(Path)} makes the file or attaches to it; of many processes that open the same new
 * path at once one makes it and all end up on the same channel. The file stays until somebody
 * deletes it. {@link #inProcess()} is the same ring without a file, for threads.
 *
 * <p>Thread-safe. Closing a channel closes the halves that were made through it; others of the same
 * file go on.
 *
 * <p>After Rust's {@code std::sync::mpsc::channel}, across process borders.
 */
public final class Channel implements AutoCloseable {
    static final Cleaner CLEANER = Cleaner.create();

    private static final String IN_PROCESS = "the channel in this process";

    private final Session session;
    private final Path path;
    private final ChannelOptions options;
    private final ByteBuffer file;
    private final AgentInvoker invoker;
    private final AtomicBoolean released;

    private Channel(Session session, Path path, ChannelOptions options, ByteBuffer file) {
        this.session = session;
        this.path = path;
        this.options = options;
        this.file = file;
        AtomicBoolean once = new AtomicBoolean();
        this.released = once;
        session.retain();
        if (path != null || options.waitStrategy() instanceof BlockingStrategy) {
            // For the halves that sleep: here, or in other processes whatever this one does.
            Futex.chooseInBackground();
        }
        if (options.ownDutyCycle()) {
            invoker = Heartbeats.invoker(session);
            invoker.start();
        } else {
            invoker = null;
            Heartbeats.start(session);
        }
        CLEANER.register(this, () -> releaseOnce(once, session));
    }

    /**
     * Opens a channel by name or path: a name without a separator is a file in {@code
     * $MILLRACE_DIR}, else in {@code /dev/shm/millrace-<user>}, else in the directory for temporary
     * files.
     */
    public static Channel open(String nameOrPath) {
        return open(nameOrPath, ChannelOptions.defaults());
    }

    /** As {@link #open(String)}, with options. */
    public static Channel open(String nameOrPath, ChannelOptions options) {
        return open(ChannelDirectory.resolve(nameOrPath), options);
    }

    /** As {@link #open(Path, ChannelOptions)}, with the defaults. */
    public static Channel open(Path path) {
        return open(path, ChannelOptions.defaults());
    }

    /**
     * Opens the channel at this path, and makes it where there is none.
     *
     * @throws ChannelFormatException when the file is not a channel of this version, or differs
     *     from the options.
     * @throws ChannelFullException when the file system has no room for a new one.
     * @throws MillraceException when the file system or its rights refuse.
     */
    public static Channel open(Path path, ChannelOptions options) {
        return open(path, options, Seams.NONE);
    }

    static Channel open(Path path, ChannelOptions options, Seams seams) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        Platform.require();
        try {
            ChannelFile file =
                    ChannelCreator.attachOrCreate(path, () -> request(options), seams.creation());
            options.requireAgreement(file.header(), path.toString());
            return attach(file, options, seams);
        } catch (ChannelFileException e) {
            throw Problems.translate(e);
        }
    }

    private static Channel attach(ChannelFile file, ChannelOptions options, Seams seams) {
        DeathProof proof = seams.proof().apply(Problems.openLiveness(file, true));
        Memory memory = seams.memory().apply(new DirectMemory(file.memory()));
        Session session =
                new Session(file.path().toString(), memory, file.header(), proof, seams.futex());
        return new Channel(session, file.path(), options, file.memory());
    }

    /** A channel for the threads of this process, with the defaults. */
    public static Channel inProcess() {
        return inProcess(ChannelOptions.defaults());
    }

    /**
     * A channel for the threads of this process.
     *
     * @throws ChannelFullException when there is no memory for it.
     */
    public static Channel inProcess(ChannelOptions options) {
        Objects.requireNonNull(options, "options");
        Platform.require();
        try {
            ByteBuffer memory = ChannelCreator.inProcess(request(options));
            Header header = Header.read(memory, memory.capacity(), IN_PROCESS);
            Session session =
                    new Session(
                            IN_PROCESS,
                            new DirectMemory(memory),
                            header,
                            new LocalHolds(header.maxSenders()));
            return new Channel(session, null, options, memory);
        } catch (ChannelFileException e) {
            throw Problems.translate(e);
        }
    }

    private static ChannelCreator.Request request(ChannelOptions options) {
        options.requireConsistent();
        return new ChannelCreator.Request(
                options.capacity(),
                options.maxSenders(),
                options.heartbeatInterval().toNanos(),
                options.heartbeatTimeout().toNanos(),
                options.permissions());
    }

    /**
     * A new sender.
     *
     * @throws ChannelClosedException when the receiver has seen the channel's end; a new receiver
     *     opens it anew.
     * @throws ChannelFullException when all sender slots are taken.
     * @throws ChannelFormatException when the file's cursors are damaged.
     */
    public <T> Sender<T> sender(Codec<T> codec) {
        requireOpen();
        // The user's code is called before a slot is taken, so that it takes none when it fails.
        Waiter waiter = BlockingStrategy.senderWaiter(options.waitStrategy(), session);
        Codec<T> own = codec.forHalf(maxMessageLength());
        int slot = SenderSeat.take(session, where());
        SenderHalf half = new SenderHalf(session, ringAddress(), slot, waiter, options);
        session.retain();
        if (!session.participants().countAttach()) {
            half.close();
            throw new ChannelClosedException(
                    where()
                            + " is closed: its receiver has seen its end; a new receiver opens it"
                            + " anew");
        }
        half.open();
        return new Sender<>(this, own, half);
    }

    /**
     * The receiver. It goes on where the last one stopped.
     *
     * @throws ReceiverInUseException when there is one that is neither closed nor proven dead.
     */
    public <T> Receiver<T> receiver(Codec<T> codec) {
        requireOpen();
        Waiter waiter = BlockingStrategy.receiverWaiter(options.waitStrategy(), session);
        Codec<T> own = codec.forHalf(maxMessageLength());
        ReceiverSeat.take(session, where());
        UnsafeBuffer ring =
                new UnsafeBuffer(
                        file, (int) session.layout().ringOffset(), session.layout().capacity());
        ReceiverHalf half = new ReceiverHalf(session, ring, waiter, where());
        session.retain();
        session.participants().reopen();
        half.open();
        return new Receiver<>(own, half);
    }

    /** Where {@link #open(String)} has the file of this name or path. */
    public static Path pathOf(String nameOrPath) {
        return ChannelDirectory.resolve(nameOrPath);
    }

    /** The file, if there is one. */
    public Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    /** Bytes of the ring. */
    public int capacity() {
        return session.layout().capacity();
    }

    /** The longest message in bytes. */
    public int maxMessageLength() {
        return session.layout().maxMessageLength();
    }

    /** What can be seen of the channel now. */
    public ChannelStatus status() {
        return ChannelStatus.of(
                where(),
                session.memory(),
                session.header(),
                slot -> session.isHeld(slot) ? Lock.HELD : Lock.NOT_HELD);
    }

    /**
     * The heartbeats, for a duty cycle of the user's own; to be invoked several times in every
     * heartbeat interval.
     *
     * @throws IllegalStateException unless the channel was opened with {@link
     *     ChannelOptions#ownDutyCycle}.
     */
    public AgentInvoker agentInvoker() {
        if (invoker == null) {
            throw new IllegalStateException(
                    "the heartbeats have a thread; open the channel with ownDutyCycle(true)");
        }
        return invoker;
    }

    /** Closes the halves made through this channel. May be called again; never throws. */
    @Override
    public void close() {
        session.halves().forEach(half -> half.close());
        releaseOnce(released, session);
    }

    private static void releaseOnce(AtomicBoolean released, Session session) {
        if (released.compareAndSet(false, true)) {
            Sessions.release(session);
        }
    }

    private void requireOpen() {
        if (released.get()) {
            throw new ChannelClosedException(where() + ": this channel object is closed");
        }
    }

    private long ringAddress() {
        FileLayout layout = session.layout();
        return org.agrona.BufferUtil.address(file) + layout.ringOffset();
    }

    private String where() {
        return session.channel();
    }

    @Override
    public String toString() {
        return "Channel[" + where() + ", " + capacity() + " bytes]";
    }
}
