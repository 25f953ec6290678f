package io.millrace;

import static io.millrace.layout.CounterLayout.RECEIVER_BYTES_ID;
import static io.millrace.layout.CounterLayout.RECEIVER_EMPTY_POLLS_ID;
import static io.millrace.layout.CounterLayout.RECEIVER_MESSAGES_ID;

import io.millrace.layout.CounterLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.liveness.Session;
import io.millrace.memory.Memory;
import io.millrace.ring.CorruptRecordException;
import io.millrace.ring.RingConsumer;
import io.millrace.ring.RingSide;
import io.millrace.wait.SleepWord;
import io.millrace.wait.Waiter;
import java.time.Duration;
import org.agrona.DirectBuffer;

/**
 * A receiver's inside, without its handle, so that a lost handle can be noticed and the half be
 * closed.
 */
final class ReceiverHalf extends Half {
    /**
     * Who polls in a loop looks after the senders at the first empty poll, at the first one after
     * each heartbeat, and after so many: the look costs more than the poll.
     */
    private static final int LOOK_EVERY = 64;

    /** Room that is less than a quarter of the ring wakes a sender so often at most. */
    private static final long WAKE_EVERY_NS = 1_000_000;

    private static final long MESSAGES = CounterLayout.value(RECEIVER_MESSAGES_ID);
    private static final long BYTES = CounterLayout.value(RECEIVER_BYTES_ID);
    private static final long EMPTY_POLLS = CounterLayout.value(RECEIVER_EMPTY_POLLS_ID);

    private final RingConsumer consumer;
    private final DirectBuffer ring;
    private final Caretaker caretaker;
    private final String where;
    private final SleepWord sendersSleep;
    private final int wakeAfter;
    private long wokenAt;
    private long wokenAtNs = System.nanoTime() - WAKE_EVERY_NS;
    private int emptyPolls;
    private int lookAfter = 1;
    private long seenHeartbeats;
    private volatile long heartbeats;

    ReceiverHalf(Session session, DirectBuffer ring, Waiter waiter, String where) {
        super(session, ParticipantLayout.RECEIVER_SLOT, waiter);
        this.consumer =
                new RingConsumer(
                        memory,
                        session.layout(),
                        session.header().salt(),
                        session.droppedSenders(),
                        this);
        this.ring = ring;
        this.caretaker = new Caretaker(session, consumer);
        this.where = where;
        this.sendersSleep = session.sendersSleep();
        this.wakeAfter = session.layout().capacity() / 4;
        this.wokenAt = consumer.published() - wakeAfter;
    }

    @Override
    RingSide side() {
        return consumer;
    }

    void open() {
        // A predecessor that was killed in its sleep has left its word armed.
        session.receiverSleep().wakeAll();
        session.open(this);
    }

    int poll(MessageHandler handler, int limit) {
        consumer.enter();
        try {
            if (limit > 0) {
                if (consumer.next()) {
                    return handle(handler, limit);
                }
                emptyPoll();
            }
            return 0;
        } catch (CorruptRecordException e) {
            throw corrupt(e);
        } finally {
            consumer.exit();
        }
    }

    /** Shows messages from the one on that was found; the position is a local, which costs less. */
    private int handle(MessageHandler handler, int limit) {
        lookAfter = 1;
        int messages = 0;
        long bytes = 0;
        long at = consumer.position();
        int length = consumer.length();
        boolean drained = false;
        try {
            while (true) {
                handler.onMessage(ring, consumer.offsetAt(at), length);
                at += RecordLayout.extent(length);
                bytes += length;
                messages++;
                if (consumer.isMuch(at)) {
                    giveBack(at, false);
                }
                if (messages == limit) {
                    return messages;
                }
                long found = consumer.find(at);
                if (RingConsumer.isNone(found)) {
                    at = RingConsumer.endOfSearch(found);
                    drained = true;
                    return messages;
                }
                at = found;
                length = consumer.lengthAt(found);
            }
        } finally {
            giveBack(at, drained);
            count(messages, bytes);
        }
    }

    private void emptyPoll() {
        emptyPolls++;
        if (isLookDue()) {
            lookAfter = LOOK_EVERY;
            // SYNC heartbeat: before the look, so that a later one asks for another; pairs with
            // heartbeatPassed
            seenHeartbeats = heartbeats;
            whenEmpty();
        }
    }

    /**
     * After enough empty polls, after a heartbeat, or when room was passed that was not given back.
     * One branch for the three: the compiler drops a branch that it has not seen taken, and with
     * it, when it is taken for the first time after all, the code of the whole poll.
     */
    private boolean isLookDue() {
        long pollsLeft = lookAfter - 1L - emptyPolls;
        long heartbeatsMissed = heartbeats - seenHeartbeats;
        return (pollsLeft | -heartbeatsMissed | -consumer.keptSpace()) < 0;
    }

    private void whenEmpty() {
        int looks = emptyPolls;
        emptyPolls = 0;
        memory.putLong(EMPTY_POLLS, memory.getLong(EMPTY_POLLS) + looks);
        try {
            caretaker.whenEmpty();
        } finally {
            giveBack(true);
        }
    }

    @Override
    public void heartbeatPassed() {
        // SYNC heartbeat: after what the watcher has found; pairs with emptyPoll
        long passed = heartbeats;
        heartbeats = passed + 1;
    }

    <T> T receive(Codec<T> codec) {
        return receive(codec, Deadlines.NEVER);
    }

    <T> T receive(Codec<T> codec, Duration timeout) {
        return receive(codec, Deadlines.after(timeout));
    }

    <T> T tryReceive(Codec<T> codec) {
        consumer.enter();
        try {
            return isNextReady() ? take(codec) : null;
        } finally {
            consumer.exit();
        }
    }

    private <T> T receive(Codec<T> codec, long deadlineNs) {
        consumer.enter();
        try {
            return awaitNext(deadlineNs) ? take(codec) : null;
        } finally {
            consumer.exit();
        }
    }

    /**
     * Waits until a message is there (true), or the channel is closed and drained or this half is
     * closed (false).
     */
    boolean awaitMessage() {
        try {
            consumer.enter();
            try {
                return awaitNext(Deadlines.NEVER);
            } finally {
                consumer.exit();
            }
        } catch (ChannelClosedException e) {
            return false;
        }
    }

    boolean isClosed() {
        if (isCloseRequested()) {
            return true;
        }
        consumer.enter();
        try {
            if (caretaker.isClosed()) {
                return true;
            }
            if (consumer.next()) {
                return false;
            }
            caretaker.whenEmpty();
            return caretaker.isClosed();
        } catch (CorruptRecordException e) {
            throw corrupt(e);
        } finally {
            giveBack(true);
            consumer.exit();
        }
    }

    private boolean awaitNext(long deadlineNs) {
        if (isNextReady()) {
            return true;
        }
        waiter.begin();
        try {
            while (Deadlines.left(deadlineNs) > 0) {
                if (spinBriefly()) {
                    return true;
                }
                idle(deadlineNs);
                if (isNextReady()) {
                    return true;
                }
            }
            return false;
        } finally {
            waiter.end();
        }
    }

    /** Looks for a message and for nothing else, as long as that is soon done. */
    private boolean spinBriefly() {
        try {
            while (waiter.spinBriefly()) {
                if (consumer.next()) {
                    return true;
                }
                emptyPolls++;
            }
            return false;
        } catch (CorruptRecordException e) {
            throw corrupt(e);
        }
    }

    private boolean isNextReady() {
        try {
            if (consumer.next()) {
                return true;
            }
            emptyPolls++;
            whenEmpty();
        } catch (CorruptRecordException e) {
            throw corrupt(e);
        }
        if (caretaker.isClosed()) {
            throw new ChannelClosedException(
                    "the channel is closed: every sender is gone and the ring is drained");
        }
        return false;
    }

    private <T> T take(Codec<T> codec) {
        int length = consumer.length();
        T message = codec.decode(ring, consumer.offset(), length);
        consumer.advance();
        giveBack(false);
        count(1, length);
        return message;
    }

    private void giveBack(long upTo, boolean drained) {
        consumer.moveTo(upTo);
        giveBack(drained);
    }

    /** Gives back the space of what was read, and wakes a sender that waits for it. */
    private void giveBack(boolean drained) {
        consumer.publish();
        wakeSender(drained);
    }

    /**
     * Wakes one sender for each quarter of the ring that was given back, one when nothing is left
     * to read, and one for any room when the last was woken a while ago: a sender is not woken for
     * less than it is worth, nor all of them for the room of a few.
     */
    private void wakeSender(boolean drained) {
        // SYNC sleep: the room before the look; the sleeper's grace period outlasts the store
        // buffer; pairs with SleepWord.arm
        Memory.storeLoadCompilerFence();
        if (sendersSleep.isArmed()) {
            long given = consumer.published() - wokenAt;
            if (given >= wakeAfter || (given > 0 && (drained || isLongSinceWakeUp()))) {
                wokenAt = consumer.published();
                wokenAtNs = System.nanoTime();
                sendersSleep.wakeOne();
            }
        }
    }

    private boolean isLongSinceWakeUp() {
        return System.nanoTime() - wokenAtNs >= WAKE_EVERY_NS;
    }

    private void count(int messages, long bytes) {
        memory.putLong(MESSAGES, memory.getLong(MESSAGES) + messages);
        memory.putLong(BYTES, memory.getLong(BYTES) + bytes);
    }

    private ChannelFormatException corrupt(CorruptRecordException e) {
        return new ChannelFormatException(where + ": " + e.getMessage(), e);
    }

    @Override
    long untilOwnBusinessNs() {
        return caretaker.untilRecheckNs();
    }

    /** The record at the read position. */
    @Override
    long publishAwaited() {
        // SYNC awaited: the read position, then the sleep word; pairs with SenderRing.wakeIfAwaited
        giveBack(true);
        return consumer.position();
    }

    @Override
    String name() {
        return "receiver";
    }

    @Override
    String useHint() {
        return "another thread, or the handler of a poll, is inside a call; a receiver is for one"
                + " thread at a time";
    }

    @Override
    void abandon() {
        consumer.publish();
    }
}
