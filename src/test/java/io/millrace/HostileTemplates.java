package io.millrace;

import io.millrace.layout.FileLayout;
import io.millrace.liveness.LocalHolds;
import io.millrace.liveness.Session;
import io.millrace.mapping.FreshChannel;
import io.millrace.mapping.Header;
import io.millrace.memory.DirectMemory;
import io.millrace.testkit.Await;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Small channels in all states, made by the real code, for {@link HostileBytes} to damage. */
final class HostileTemplates {
    static final int CAPACITY = 1024;
    static final int MAX_SENDERS = 2;
    static final FileLayout LAYOUT = new FileLayout(CAPACITY, MAX_SENDERS);
    static final long SALT = 0x5EED_0F_5A17_C0DEL;

    private static final int ROUNDS_BEFORE_THE_WRAP = 14;
    private static final long INTERVAL_NS = Header.MIN_INTERVAL_NS;
    private static final long TIMEOUT_NS = 3 * INTERVAL_NS;

    private final ByteBuffer file;
    private final Header header;
    private final LocalHolds holds = new LocalHolds(MAX_SENDERS);

    private HostileTemplates(long channelId, long livenessInode) {
        header =
                new Header(
                        CAPACITY,
                        MAX_SENDERS,
                        SALT,
                        channelId,
                        INTERVAL_NS,
                        TIMEOUT_NS,
                        1,
                        1,
                        livenessInode);
        file =
                BufferUtil.allocateDirectAligned(
                        (int) header.layout().fileLength(), HostileUse.GUARD);
        FreshChannel.format(file, header);
    }

    /** Each channel's file; they have the liveness file in common. */
    static List<byte[]> all(long channelId, long livenessInode) {
        return List.of(
                new HostileTemplates(channelId, livenessInode).bytes(),
                new HostileTemplates(channelId, livenessInode).waiting().bytes(),
                new HostileTemplates(channelId, livenessInode).wrappedOverADeadClaim().bytes(),
                new HostileTemplates(channelId, livenessInode).passedOver().bytes(),
                new HostileTemplates(channelId, livenessInode).closed().bytes());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[file.capacity()];
        file.get(0, bytes);
        return bytes;
    }

    /** Messages and padding wait for a receiver. */
    private HostileTemplates waiting() {
        SenderHalf one = sender(session());
        SenderHalf two = sender(session());
        trySend(one, new byte[10]);
        trySend(two, new byte[200]);
        one.beginClaim(100, false);
        one.ring().endClaimByAbort();
        trySend(two, new byte[0]);
        return this;
    }

    /** A sender died in a claim with wrap padding; another has sent behind it. */
    private HostileTemplates wrappedOverADeadClaim() {
        Session session = session();
        SenderHalf one = sender(session);
        SenderHalf two = sender(session);
        ReceiverHalf receiver = receiver(session);
        for (int i = 0; i < ROUNDS_BEFORE_THE_WRAP; i++) {
            trySend(one, new byte[8]);
            receiver.tryReceive(Codec.bytes());
        }
        one.beginClaim(300, false);
        trySend(two, new byte[50]);
        return this;
    }

    /** A stopped sender was fenced and passed over; its memory is still its own. */
    private HostileTemplates passedOver() {
        Session stopped = session();
        SenderHalf one = sender(stopped);
        one.beginClaim(60, false);
        Session session = session();
        SenderHalf two = sender(session);
        trySend(two, new byte[70]);
        trySend(two, new byte[5]);
        ReceiverHalf receiver = receiver(session);
        long[] now = {0};
        Await.until(
                "the claim was passed over",
                () -> {
                    session.beatAndWatch(now[0] += INTERVAL_NS);
                    return receiver.tryReceive(Codec.bytes()) != null;
                });
        return this;
    }

    private static void trySend(SenderHalf half, byte[] message) {
        new Outbox<>(half, Codec.bytes()).trySend(message);
    }

    private HostileTemplates closed() {
        Session session = session();
        SenderHalf one = sender(session);
        ReceiverHalf receiver = receiver(session);
        trySend(one, new byte[20]);
        receiver.tryReceive(Codec.bytes());
        one.close();
        if (!receiver.isClosed()) {
            throw new AssertionError("not closed");
        }
        receiver.close();
        return this;
    }

    private Session session() {
        Session session =
                new Session(
                        "template", new DirectMemory(file), header, new HostileUse.Shared(holds));
        session.retain();
        return session;
    }

    private SenderHalf sender(Session session) {
        return HostileUse.sender(session, file, ChannelOptions.defaults());
    }

    private ReceiverHalf receiver(Session session) {
        return HostileUse.receiver(
                session, new UnsafeBuffer(file, (int) header.layout().ringOffset(), CAPACITY));
    }
}
