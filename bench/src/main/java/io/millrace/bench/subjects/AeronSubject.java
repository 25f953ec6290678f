package io.millrace.bench.subjects;

import io.aeron.Aeron;
import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.millrace.MessageHandler;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/** Aeron IPC with a media driver of its own beside the measurement. */
final class AeronSubject implements LinkSubject {
    static final String CHANNEL = "aeron:ipc?term-length=64m";
    static final int MAX_LOGS = 4;

    private static final int MTU = 8 * 1024;
    private static final int LONGEST_CLAIM = 4 * 1024;
    private static final int LONGEST = 1 << 20;

    private final String name;
    private final boolean exclusive;
    private final boolean claims;

    AeronSubject(String name, boolean exclusive, boolean claims) {
        this.name = name;
        this.exclusive = exclusive;
        this.claims = claims;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String settings() {
        return (exclusive ? "exclusive publication a sender, " : "shared publication, ")
                + (claims ? "tryClaim" : "offer")
                + ", "
                + CHANNEL
                + ", media driver SHARED in the JVM that runs the benchmark, log buffers touched"
                + " first; no bounds checks";
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return size <= (claims ? LONGEST_CLAIM : LONGEST) && (!exclusive || senders <= MAX_LOGS);
    }

    @Override
    public Companion begin(Path home) {
        return launchDriver(home);
    }

    static Companion launchDriver(Path home) {
        MediaDriver driver =
                MediaDriver.launch(
                        new MediaDriver.Context()
                                .aeronDirectoryName(directory(home))
                                .threadingMode(ThreadingMode.SHARED)
                                .ipcMtuLength(MTU)
                                .termBufferSparseFile(false)
                                .performStorageChecks(false)
                                .dirDeleteOnShutdown(true));
        return driver::close;
    }

    private static String directory(Path home) {
        return home.resolve("aeron").toString();
    }

    static Aeron connect(LinkSpec spec) {
        return Aeron.connect(
                new Aeron.Context()
                        .aeronDirectoryName(directory(spec.home()))
                        .preTouchMappedMemory(true));
    }

    static void awaitReceiver(Publication publication) {
        while (!publication.isConnected()) {
            YieldingIdleStrategy.INSTANCE.idle();
        }
    }

    @Override
    public Link open(LinkSpec spec) {
        return new AeronLink(connect(spec), spec.name().hashCode(), new Message(spec.size()));
    }

    private final class AeronLink implements Link {
        private final Aeron aeron;
        private final int stream;
        private final Message message;

        AeronLink(Aeron aeron, int stream, Message message) {
            this.aeron = aeron;
            this.stream = stream;
            this.message = message;
        }

        @Override
        public LinkSender sender(int index) {
            Publication publication =
                    exclusive
                            ? aeron.addExclusivePublication(CHANNEL, stream)
                            : aeron.addPublication(CHANNEL, stream);
            awaitReceiver(publication);
            if (claims) {
                BufferClaim claim = new BufferClaim();
                return stamp ->
                        publication.tryClaim(message.size(), claim) > 0 && write(claim, stamp);
            }
            UnsafeBuffer own = new UnsafeBuffer(new byte[message.size()]);
            return stamp -> {
                message.write(own, 0, stamp);
                return publication.offer(own, 0, message.size()) > 0;
            };
        }

        private boolean write(BufferClaim claim, long stamp) {
            message.write(claim.buffer(), claim.offset(), stamp);
            claim.commit();
            return true;
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            Subscription subscription = aeron.addSubscription(CHANNEL, stream);
            FragmentHandler shown =
                    (buffer, offset, length, header) -> handler.onMessage(buffer, offset, length);
            return message.size() <= LONGEST_CLAIM
                    ? limit -> subscription.poll(shown, limit)
                    : new AssemblingReceiver(subscription, shown);
        }

        @Override
        public void close() {
            aeron.close();
        }
    }

    /**
     * Puts messages together of fragments, of which alone a poll would tell how many there were.
     */
    private static final class AssemblingReceiver implements Link.LinkReceiver {
        private final Subscription subscription;
        private final FragmentHandler whole;
        private int shown;

        AssemblingReceiver(Subscription subscription, FragmentHandler handler) {
            this.subscription = subscription;
            whole =
                    new FragmentAssembler(
                            (buffer, offset, length, header) -> {
                                shown++;
                                handler.onFragment(buffer, offset, length, header);
                            });
        }

        @Override
        public int poll(int limit) {
            shown = 0;
            subscription.poll(whole, limit);
            return shown;
        }
    }
}
