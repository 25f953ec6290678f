package io.millrace;

import io.millrace.HalfStatus.Lock;
import io.millrace.layout.FileLayout;
import io.millrace.layout.HeaderLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.liveness.DeathProof;
import io.millrace.liveness.LocalHolds;
import io.millrace.liveness.Session;
import io.millrace.mapping.ChannelFileException;
import io.millrace.mapping.Header;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import io.millrace.ring.RingView;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Does with a damaged channel whatever can be done with one, through the classes that {@link
 * Channel} itself uses, without its threads and files. A refusal is a {@link MillraceException};
 * all else that is thrown is a fault.
 */
final class HostileUse {
    /** Bytes around the file that nobody may write to. */
    static final int GUARD = 4096;

    private static final byte UNTOUCHED = 0x5C;
    private static final int LOOKS = 6;

    /** What became of a damaged file. */
    enum Outcome {
        /** Refused at its header. */
        REFUSED,
        /** Attached to; some uses may have been refused. */
        USED
    }

    private final ByteBuffer guarded;
    private final byte[] guard = new byte[GUARD];
    private final byte[] seen = new byte[GUARD];
    private final ByteBuffer file;

    private volatile String step = "nothing";
    private long nowNs;
    private long refusals;
    private long delivered;

    /** For files of at most this length. */
    HostileUse(int maxLength) {
        guarded = BufferUtil.allocateDirectAligned(maxLength + 2 * GUARD, GUARD);
        Arrays.fill(guard, UNTOUCHED);
        guarded.put(0, guard).put(GUARD + maxLength, guard);
        file = guarded.slice(GUARD, maxLength);
    }

    /** The place for the file's bytes. */
    ByteBuffer file() {
        return file;
    }

    /** What is being done. */
    String step() {
        return step;
    }

    /** How many uses were refused. */
    long refusals() {
        return refusals;
    }

    /** How many messages arrived. */
    long delivered() {
        return delivered;
    }

    /**
     * Uses the file.
     *
     * @param length that the file system would say.
     * @param words double for the words, from their number of bytes; null for the real memory.
     */
    Outcome run(long length, SplittableRandom random, LongFunction<Memory> words) {
        Outcome outcome = use(length, random, words);
        requireUntouched(0);
        requireUntouched(GUARD + file.capacity());
        return outcome;
    }

    private void requireUntouched(int at) {
        guarded.get(at, seen);
        if (!Arrays.equals(seen, guard)) {
            guarded.put(at, guard);
            throw new AssertionError("written " + (at == 0 ? "before" : "behind") + " the file");
        }
    }

    private Outcome use(long length, SplittableRandom random, LongFunction<Memory> words) {
        step = "header";
        Header header;
        try {
            // What the mapping package reads of a file, once it is long enough.
            if (length < HeaderLayout.LENGTH) {
                return Outcome.REFUSED;
            }
            ByteBuffer page = ByteBuffer.allocate(HeaderLayout.USED_LENGTH);
            page.put(0, file, 0, HeaderLayout.USED_LENGTH);
            header = Header.read(page, length, "hostile");
        } catch (ChannelFileException e) {
            if (e.kind() != ChannelFileException.Kind.FORMAT) {
                throw new AssertionError("kind " + e.kind(), e);
            }
            return Outcome.REFUSED;
        }
        FileLayout layout = header.layout();
        if (layout.fileLength() != length || length > file.capacity()) {
            throw new AssertionError("a header was believed that says " + layout.fileLength());
        }
        Memory memory = words == null ? new DirectMemory(file) : words.apply(length);
        use(memory, header, random);
        return Outcome.USED;
    }

    private void use(Memory memory, Header header, SplittableRandom random) {
        nowNs = random.nextLong();
        LocalHolds holds = new LocalHolds(header.maxSenders());
        for (int slot = 0; slot <= header.maxSenders(); slot++) {
            // Somebody elsewhere lives in that slot; a living receiver costs a wait.
            if (random.nextInt(slot == ParticipantLayout.RECEIVER_SLOT ? 200 : 4) == 0) {
                holds.tryHold(slot);
            }
        }
        Session session = new Session("hostile", memory, header, new Shared(holds));
        session.retain();
        refusable("status", () -> look(memory, header, holds));
        watch(session, random);
        refusable("send first", () -> send(session, random));
        refusable("receive", () -> receive(session, random));
        watch(session, random);
        refusable("send again", () -> send(session, random));
        refusable("receive again", () -> receive(session, random));
        refusable("status again", () -> look(memory, header, holds));
        step = "end";
        session.releaseUser();
    }

    private void refusable(String name, Runnable use) {
        step = name;
        try {
            use.run();
        } catch (MillraceException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError("refused without a word", e);
            }
            refusals++;
        }
    }

    private void watch(Session session, SplittableRandom random) {
        step = "heartbeat";
        for (int i = random.nextInt(LOOKS); i > 0; i--) {
            nowNs += session.header().heartbeatIntervalNs();
            session.beatAndWatch(nowNs);
        }
    }

    private static void look(Memory memory, Header header, LocalHolds holds) {
        ChannelStatus status =
                ChannelStatus.of(
                        "hostile",
                        memory,
                        header,
                        slot -> holds.isHeld(slot) ? Lock.HELD : Lock.NOT_HELD);
        RingView ring = RingView.look(memory, header.layout(), header.salt(), 1000);
        if (status.senders().size() > header.maxSenders()
                || ring.records().size() > header.capacity() / 64) {
            throw new AssertionError("saw more than there can be: " + status + ring.records());
        }
        if (ring.records().stream()
                .map(RecordStatus::of)
                .anyMatch(record -> record.extent() <= 0)) {
            throw new AssertionError("saw a record without an extent: " + ring.records());
        }
    }

    private void send(Session session, SplittableRandom random) {
        SenderHalf half = sender(session, file, options(random));
        Outbox<byte[]> outbox = new Outbox<>(half, Codec.bytes());
        try {
            for (int i = random.nextInt(24); i > 0; i--) {
                int length = random.nextInt(half.maxMessageLength() + 1);
                switch (random.nextInt(5)) {
                    case 0 -> {
                        if (half.beginClaim(length, false)) {
                            ClaimMemory claim = half.claimMemory();
                            claim.buffer().setMemory(half.ring().claimOffset(), length, (byte) 1);
                            if (random.nextBoolean()) {
                                half.ring().endClaimByCommit(random.nextInt(length + 1));
                            } else {
                                half.ring().endClaimByAbort();
                            }
                        }
                    }
                    case 1 -> outbox.send(new byte[random.nextInt(9)], Duration.ZERO);
                    case 2 -> {
                        int claimed = half.beginBatch(1 + random.nextInt(4), length, false);
                        for (int record = random.nextInt(claimed + 1); record > 0; record--) {
                            half.batch().commit(random.nextInt(length + 1));
                            half.ring().wakeReceiver();
                        }
                        if (claimed > 0) {
                            half.endBatch();
                        }
                    }
                    default -> outbox.trySend(new byte[length]);
                }
                if (i == 8) {
                    watch(session, random);
                }
            }
        } finally {
            half.close();
        }
    }

    private void receive(Session session, SplittableRandom random) {
        FileLayout layout = session.layout();
        ReceiverHalf half =
                receiver(
                        session,
                        new UnsafeBuffer(file, (int) layout.ringOffset(), layout.capacity()));
        try {
            for (int i = random.nextInt(24); i > 0; i--) {
                switch (random.nextInt(4)) {
                    case 0 -> half.poll(this::deliver, 1 + random.nextInt(30));
                    case 1 -> half.isClosed();
                    case 2 -> half.receive(Codec.utf8(), Duration.ZERO);
                    default -> half.tryReceive(Codec.bytes());
                }
                if (i == 8) {
                    watch(session, random);
                }
                if (random.nextInt(400) == 0) {
                    // Outlasts the grace period after a fence, and the pause between two looks.
                    LockSupport.parkNanos(2 * Header.MIN_INTERVAL_NS);
                }
            }
        } finally {
            half.close();
        }
    }

    private void deliver(DirectBuffer buffer, int offset, int length) {
        buffer.boundsCheck(offset, length);
        if (length > buffer.capacity() / 2 - 16) {
            throw new AssertionError("a message of " + length + " bytes");
        }
        delivered++;
    }

    private static ChannelOptions options(SplittableRandom random) {
        return ChannelOptions.defaults()
                .whenReceiverDrops(
                        random.nextBoolean() ? WhenReceiverDrops.WAIT : WhenReceiverDrops.FAIL);
    }

    /** As {@link Channel#sender}. */
    static SenderHalf sender(Session session, ByteBuffer file, ChannelOptions options) {
        int slot = SenderSeat.take(session, "hostile", () -> false);
        SenderHalf half =
                new SenderHalf(
                        session,
                        BufferUtil.address(file) + session.layout().ringOffset(),
                        slot,
                        BlockingStrategy.senderWaiter(WaitStrategy.busySpin(), session),
                        options);
        session.retain();
        if (!session.participants().countAttach()) {
            half.close();
            throw new ChannelClosedException("closed");
        }
        half.open();
        return half;
    }

    /** As {@link Channel#receiver}. */
    static ReceiverHalf receiver(Session session, DirectBuffer ring) {
        ReceiverSeat.take(session, "hostile");
        ReceiverHalf half =
                new ReceiverHalf(
                        session,
                        ring,
                        BlockingStrategy.receiverWaiter(WaitStrategy.busySpin(), session),
                        "hostile");
        session.retain();
        session.participants().reopen();
        half.open();
        return half;
    }

    /** Holds that several sessions share; none of them ends the others'. */
    record Shared(LocalHolds holds) implements DeathProof {
        @Override
        public boolean tryHold(int slot) {
            return holds.tryHold(slot);
        }

        @Override
        public void release(int slot) {
            holds.release(slot);
        }

        @Override
        public boolean isHeld(int slot) {
            return holds.isHeld(slot);
        }

        @Override
        public void close() {}
    }
}
