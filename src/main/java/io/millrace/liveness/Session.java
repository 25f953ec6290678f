package io.millrace.liveness;

import static io.millrace.layout.CounterLayout.PRODUCER_CURSOR;
import static io.millrace.layout.ParticipantLayout.CLOSED;
import static io.millrace.layout.ParticipantLayout.FREE;
import static io.millrace.layout.ParticipantLayout.JOINING;
import static io.millrace.layout.ParticipantLayout.OPEN;
import static io.millrace.layout.ParticipantLayout.RECEIVER_SLOT;

import io.millrace.layout.ControlLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.liveness.Watcher.Verdict;
import io.millrace.mapping.Header;
import io.millrace.memory.Memory;
import io.millrace.ring.CorruptRecordException;
import io.millrace.ring.SoleMode;
import io.millrace.wait.Futex;
import io.millrace.wait.SleepWord;
import io.millrace.wait.WakeMeans;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * This process's side of one channel: keeps the heartbeats of the halves that live here, watches
 * the others, takes and leaves slots.
 *
 * <p>{@link #beatAndWatch} is called every heartbeat interval by one thread. The rest is
 * thread-safe.
 */
public final class Session {
    /** What {@link #lostReceiver} says while there is none. */
    public static final long NOBODY = -1;

    /** No slot could be taken. */
    public static final int NO_SLOT = -1;

    private final String channel;
    private final Memory memory;
    private final FileLayout layout;
    private final Header header;
    private final DeathProof proof;
    private final Participants participants;
    private final Watcher watcher;
    private final DroppedSenders droppedSenders;
    private final SleepWord receiverSleep;
    private final SleepWord sendersSleep;
    private final List<LocalHalf> halves = new CopyOnWriteArrayList<>();
    private volatile long lostReceiver = NOBODY;
    private final AtomicInteger troubles = new AtomicInteger();
    private int users;

    /** Held while the watcher asks the proof, which is not to be closed meanwhile. */
    private final Object watching = new Object();

    private boolean ended;
    private WakeMeans means = WakeMeans.UNKNOWN;

    /** Over an attached channel of this name. */
    public Session(String channel, Memory memory, Header header, DeathProof proof) {
        this(channel, memory, header, proof, Futex::current);
    }

    /** As above, with what sleeps and wakes. */
    public Session(
            String channel, Memory memory, Header header, DeathProof proof, Supplier<Futex> futex) {
        this.channel = channel;
        this.memory = memory;
        this.layout = header.layout();
        this.header = header;
        this.proof = proof;
        this.participants = new Participants(memory, layout);
        this.watcher =
                new Watcher(
                        channel,
                        participants,
                        layout,
                        proof,
                        header.heartbeatIntervalNs(),
                        header.heartbeatTimeoutNs());
        this.receiverSleep = new SleepWord(memory, ControlLayout.RECEIVER_SLEEP, futex);
        this.sendersSleep = new SleepWord(memory, ControlLayout.SENDERS_SLEEP, futex);
        this.droppedSenders =
                new DroppedSenders(
                        channel, memory, header, proof, participants, watcher, sendersSleep);
    }

    /** The channel's name, for people. */
    public String channel() {
        return channel;
    }

    /** The channel's words. */
    public Memory memory() {
        return memory;
    }

    /** Where they are. */
    public FileLayout layout() {
        return layout;
    }

    /** What the file says of itself. */
    public Header header() {
        return header;
    }

    /** The participant table. */
    public Participants participants() {
        return participants;
    }

    /** What is done about senders that are gone. */
    public DroppedSenders droppedSenders() {
        return droppedSenders;
    }

    /** On which the receiver sleeps. */
    public SleepWord receiverSleep() {
        return receiverSleep;
    }

    /** On which senders sleep that wait for room. */
    public SleepWord sendersSleep() {
        return sendersSleep;
    }

    /** Whether each sender that is attached can wake a receiver out of the kernel. */
    public boolean sendersCanWake() {
        for (int slot = 1; slot <= layout.maxSenders(); slot++) {
            if (!canWake(slot)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the receiver, if there is one, can wake senders out of the kernel. */
    public boolean receiverCanWake() {
        return canWake(RECEIVER_SLOT);
    }

    private boolean canWake(int slot) {
        return !ParticipantLayout.isAttached(participants.stateWord(slot))
                || participants.wakesBy(slot).isKernel();
    }

    /** Halves that live in this process. */
    public List<LocalHalf> halves() {
        return halves;
    }

    /** Raises the heartbeats of the halves here and looks at those elsewhere. */
    public void beatAndWatch(long nowNs) {
        synchronized (watching) {
            if (!ended) {
                beatAndWatchHeld(nowNs);
            }
        }
    }

    private void beatAndWatchHeld(long nowNs) {
        if (means == WakeMeans.UNKNOWN) {
            means = WakeMeans.now();
        }
        for (LocalHalf half : halves) {
            participants.beat(half.slot());
            participants.showWakesBy(half.slot(), means);
        }
        boolean changed = watcher.look(nowNs);
        long receiver = participants.stateWord(RECEIVER_SLOT);
        boolean lost =
                ParticipantLayout.isAttached(receiver)
                        && watcher.verdict(RECEIVER_SLOT, receiver) != Verdict.LIVE;
        lostReceiver = lost ? receiver : NOBODY;
        if (changed || watcher.isAnySenderDropped()) {
            troubles.incrementAndGet();
            halves.forEach(LocalHalf::wake);
        }
        int only = watcher.onlySender();
        for (LocalHalf half : halves) {
            half.setAlone(half.slot() == only);
            half.heartbeatPassed();
        }
        showProducerCursor();
    }

    /** Senders that race may leave an older value in the cursor's counter; here it catches up. */
    private void showProducerCursor() {
        try {
            memory.putLongRelease(PRODUCER_CURSOR, SoleMode.producerCursor(memory, layout));
        } catch (CorruptRecordException e) {
            // Whoever sends or receives next says so.
        }
    }

    /** Changes whenever something about the halves elsewhere may want a look by the receiver. */
    public int troubles() {
        return troubles.get();
    }

    /**
     * The state word of a receiver that is stale or dead by this process's clock, or {@link
     * #NOBODY}.
     */
    public long lostReceiver() {
        return lostReceiver;
    }

    /** Whether the owner of this slot is not proven dead. */
    public boolean isHeld(int slot) {
        return proof.isHeld(slot);
    }

    /** What is known of the half in this slot. */
    public Verdict verdict(int slot) {
        return watcher.verdict(slot, participants.stateWord(slot));
    }

    // ---- slots

    /**
     * Takes a free sender slot, in state joining; {@link #NO_SLOT} if there is none.
     *
     * @param onceMore asked when one was held, which may have been for a moment only.
     */
    public int takeSenderSlot(BooleanSupplier onceMore) {
        while (true) {
            SoleMode.end(memory, layout);
            for (int slot = 1; slot <= layout.maxSenders(); slot++) {
                int state = ParticipantLayout.state(participants.stateWord(slot));
                if ((state == FREE || state == CLOSED) && proof.tryHold(slot) && joinHeld(slot)) {
                    return slot;
                }
            }
            // None was left in order: one whose owner died will do.
            boolean held = false;
            for (int slot = 1; slot <= layout.maxSenders(); slot++) {
                if (!proof.tryHold(slot)) {
                    held = true;
                } else if (joinHeld(slot)) {
                    return slot;
                }
            }
            if (!held || !onceMore.getAsBoolean()) {
                return NO_SLOT;
            }
        }
    }

    /**
     * Joins a slot that is held here; lets go of one whose last owner left something unfinished.
     */
    private boolean joinHeld(int slot) {
        boolean finished = false;
        try {
            // One who died as the sole sender since: its intent's end is the producer cursor.
            if (SoleMode.soleSlot(memory, layout) == slot) {
                SoleMode.end(memory, layout);
            }
            finished = droppedSenders.isFinished(slot);
        } finally {
            if (!finished) {
                proof.release(slot);
            }
        }
        if (!finished) {
            return false;
        }
        participants.join(slot);
        participants.clearCounters(slot);
        return true;
    }

    /** Takes the receiver's slot, in state joining; false when its owner lives. */
    public boolean takeReceiverSlot() {
        if (!proof.tryHold(RECEIVER_SLOT)) {
            return false;
        }
        boolean died = ParticipantLayout.isAttached(participants.stateWord(RECEIVER_SLOT));
        long pid = participants.pid(RECEIVER_SLOT);
        participants.join(RECEIVER_SLOT);
        if (died) {
            Events.receiverReplaced(channel, pid);
        }
        return true;
    }

    /** Opens a slot that is joining; returns its state word. */
    public long open(LocalHalf half) {
        long incarnation = ParticipantLayout.incarnation(participants.stateWord(half.slot()));
        halves.add(half);
        participants.beat(half.slot());
        participants.showWakesBy(half.slot(), WakeMeans.now());
        // A sender that was fenced before it was open has lost its place: it stays fenced, and its
        // first send says so.
        participants.change(half.slot(), ParticipantLayout.stateWord(incarnation, JOINING), OPEN);
        return ParticipantLayout.stateWord(incarnation, OPEN);
    }

    /** Leaves a slot that was joining or open, or has been fenced meanwhile. */
    public void leave(int slot) {
        long word = participants.stateWord(slot);
        while (participants.change(slot, word, CLOSED) == 0) {
            word = participants.stateWord(slot);
        }
        if (slot == RECEIVER_SLOT) {
            sendersSleep.wakeAll();
        } else {
            participants.countTableChange();
            receiverSleep.wakeAll();
        }
        halves.removeIf(half -> half.slot() == slot);
        proof.release(slot);
    }

    // ---- life of the session

    /** One more who uses this session. */
    public synchronized void retain() {
        users++;
    }

    /** One less; the last one gives all holds back. Returns whether it was the last. */
    public synchronized boolean releaseUser() {
        users--;
        if (users == 0) {
            synchronized (watching) {
                ended = true;
                proof.close();
            }
            return true;
        }
        return false;
    }
}
