package io.millrace;

import io.millrace.layout.ControlLayout;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.liveness.Session;
import io.millrace.memory.FieldHandles;
import io.millrace.memory.Memory;
import io.millrace.ring.CorruptRecordException;
import io.millrace.ring.RingProducer;
import io.millrace.wait.SleepWord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.agrona.MutableDirectBuffer;

/**
 * The ring as one sender uses it: besides the claims, all that is looked at and counted for every
 * message. It is one object, since each object more costs a load after every fence and a register,
 * and what does not fit the registers is stored for every message.
 */
final class SenderRing extends RingProducer {
    private static final VarHandle SEEN_RECEIVER =
            FieldHandles.find(MethodHandles.lookup(), "seenReceiver", long.class);

    private final Session session;
    private final ReceiverLookout lookout;
    private final ClaimMemory claimMemory;
    private final int longestAtOnce;
    private final SleepWord receiverSleep;
    private final long receiverStatePlace;
    private final long receiverSleepPlace;
    private final long ownStatePlace;
    private final long messagesPlace;
    private final long bytesPlace;
    private final long timesFullPlace;

    /** State word of the receiver that was found good, read by its handle. */
    @SuppressWarnings("UnusedVariable")
    private volatile long seenReceiver;

    private long openWord;
    private boolean fenced;
    private int refusedLength;

    SenderRing(
            Session session,
            int slot,
            ClaimMemory claimMemory,
            WhenReceiverDrops whenReceiverDrops,
            Keeper keeper) {
        super(session.memory(), session.layout(), session.header().salt(), slot, keeper);
        this.session = session;
        this.lookout = new ReceiverLookout(session, whenReceiverDrops);
        this.claimMemory = claimMemory;
        this.longestAtOnce = Math.min(session.layout().maxMessageLength(), LONGEST_AT_ONCE);
        this.receiverSleep = session.receiverSleep();
        this.receiverStatePlace = statePlace(ParticipantLayout.RECEIVER_SLOT);
        this.receiverSleepPlace = memory.placeOf(ControlLayout.RECEIVER_SLEEP);
        this.ownStatePlace = statePlace(slot);
        this.messagesPlace = memory.placeOf(CounterLayout.senderMessages(slot));
        this.bytesPlace = memory.placeOf(CounterLayout.senderBytes(slot));
        this.timesFullPlace = memory.placeOf(CounterLayout.senderTimesFull(slot));
    }

    private long statePlace(int ofSlot) {
        return memory.placeOf(session.layout().slot(ofSlot) + ParticipantLayout.STATE_OFFSET);
    }

    /** The slot has this state from now on, unless it is taken away. */
    void open(long stateWord) {
        openWord = stateWord;
    }

    /**
     * The usual case of a send: the sole sender's, of a short message, with room in the ring; false
     * where it is another.
     */
    <T> boolean sendAtOnce(T message, Codec<T> codec) {
        int length = codec.maxEncodedLength(message);
        long position = isShort(length) ? tryClaimAtOnce(length) : UNUSUAL;
        if (position < 0) {
            refusedLength = length;
            return false;
        }
        put(position, message, length, codec);
        return true;
    }

    /** Encodes a message into a claim of this length, which it commits, or aborts. */
    <T> void put(long position, T message, int length, Codec<T> codec) {
        int written;
        try {
            written = claimMemory.encode(position, message, length, codec);
        } catch (Throwable e) {
            abortClaim(length);
            throw e;
        }
        commitClaim(position, length, written);
    }

    /**
     * What the codec said of the message that {@link #sendAtOnce} has not sent; a local of the
     * caller would be one more to be stored for every message.
     */
    int refusedLength() {
        return refusedLength;
    }

    /**
     * The usual case of a claim for {@link Claim}, as of {@link #sendAtOnce}; this side then stays
     * in use.
     */
    boolean openClaimAtOnce(int length) {
        if (!isSole() || !isShort(length)) {
            return false;
        }
        enterClaim(length);
        long position;
        try {
            position = tryClaimAtOnce(length);
        } catch (Throwable e) {
            exit();
            throw e;
        }
        if (position < 0) {
            exit();
            return false;
        }
        claimMemory.show(position, length);
        return true;
    }

    /** Whether a message may have this length, and a claim for it can be made at once. */
    private boolean isShort(int length) {
        return Integer.compareUnsigned(length, longestAtOnce) <= 0;
    }

    /**
     * Claims room for a short message as a sole sender mostly does.
     *
     * @return its position, or {@link #UNUSUAL}.
     */
    private long tryClaimAtOnce(int length) {
        if (!isReceiverUnchanged()) {
            return UNUSUAL;
        }
        try {
            return tryExtentAtOnce(RecordLayout.extent(length));
        } catch (CorruptRecordException e) {
            throw corrupt(e);
        }
    }

    /** Where the open claim starts. */
    private long claimStart() {
        return claimStart(claimedLength());
    }

    /** The buffer to write the open claim's message into. */
    MutableDirectBuffer claimBuffer() {
        return claimMemory.buffer();
    }

    /** Where the open claim's payload starts in that buffer. */
    int claimOffset() {
        return claimMemory.offset(claimStart());
    }

    /** Commits the open claim with a message of this length. */
    void endClaimByCommit(int length) {
        claimMemory.seal();
        try {
            commitClaim(claimStart(), claimedLength(), length);
        } finally {
            exit();
        }
    }

    /** Gives the open claim up. */
    void endClaimByAbort() {
        claimMemory.seal();
        try {
            abortClaim(claimedLength());
        } finally {
            exit();
        }
    }

    /** Whether the receiver is the one that was found good, and not distrusted since. */
    boolean isReceiverUnchanged() {
        // SYNC lost-receiver: pairs with heartbeatPassed
        return getLongOpaqueAt(receiverStatePlace) == (long) SEEN_RECEIVER.getOpaque(this);
    }

    /** Where the receiver has changed: throws when it is dropped, and then looks at it again. */
    void lookForReceiver() {
        if (fenced) {
            requireNotFenced();
        }
        seenReceiver = Session.NOBODY;
        seenReceiver = lookout.look();
    }

    /** The process has beaten for this sender. */
    void heartbeatPassed() {
        // SYNC lost-receiver: again at each heartbeat, since a look may overwrite it; pairs with
        // isReceiverUnchanged
        if (session.lostReceiver() != Session.NOBODY) {
            seenReceiver = Session.NOBODY;
        }
    }

    /** Commits a claim at this position for this many bytes with a message of that many. */
    private void commitClaim(long position, int claimed, int length) {
        commit(position, claimed, length);
        countSent(1, length);
        afterStamp();
    }

    /** Aborts a claim for this many bytes. */
    private void abortClaim(int claimed) {
        abort(claimed);
        afterStamp();
    }

    /** So many messages more were sent, with payloads of so many bytes. */
    void countSent(int messages, long bytes) {
        count(messagesPlace, messages);
        count(bytesPlace, bytes);
    }

    /** A send began to wait for room. */
    void countFull() {
        count(timesFullPlace, 1);
    }

    /** Written by the thread that uses the sender, read by anyone. */
    private void count(long place, long more) {
        putLongAt(place, getLongAt(place) + more);
    }

    /** After the last stamp of a claim: wakes a receiver that waits for it. */
    void afterStamp() {
        wakeReceiver();
        // SYNC fence-sender: the stamp before the look; the processor may delay the stamp, which
        // the fence's grace period outlasts; pairs with DroppedSenders.isFenced
        requireNotFenced();
    }

    /** After a stamp. */
    void wakeReceiver() {
        // SYNC sleep: the stamp before the look; the sleeper's grace period outlasts the store
        // buffer; pairs with SleepWord.arm
        Memory.storeLoadCompilerFence();
        if (SleepWord.isArmed(getLongOpaqueAt(receiverSleepPlace))) {
            wakeIfAwaited();
        }
    }

    /** A receiver that sleeps until another sender stamps has no use for this one yet. */
    private void wakeIfAwaited() {
        // SYNC awaited: the sleep word, then the read position; pairs with
        // ReceiverHalf.publishAwaited
        if (receiverSleep.isStillArmed() && isAwaited()) {
            receiverSleep.wakeAll();
        }
    }

    void requireNotFenced() {
        if (getLongOpaqueAt(ownStatePlace) != openWord) {
            fenced = true;
            seenReceiver = Session.NOBODY;
            leave();
            throw new SenderFencedException(
                    Duration.ofNanos(session.header().heartbeatTimeoutNs()));
        }
    }

    /** Leaves nothing unfinished that can be told so. */
    void leave() {
        try {
            withdraw();
        } catch (CorruptRecordException e) {
            // The file is damaged, which whoever uses it next says; this half leaves all the same.
        }
    }

    ChannelFormatException corrupt(CorruptRecordException e) {
        return new ChannelFormatException(session.channel() + ": " + e.getMessage(), e);
    }
}
