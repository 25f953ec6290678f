package io.millrace.ring;

import static io.millrace.ring.SimpleRing.CAPACITY;
import static io.millrace.ring.SimpleRing.EMPTY;
import static io.millrace.ring.SimpleRing.GIVES_BACK_AFTER;
import static io.millrace.ring.SimpleRing.SENDERS;
import static io.millrace.ring.SimpleRing.START;

import io.millrace.layout.RecordLayout;
import io.millrace.ring.SimpleRing.Length;
import java.util.ArrayDeque;
import java.util.Queue;

/** What {@link SimpleRing} is to be like: a queue for one thread, with the ring's room. */
public final class SimpleQueue {
    private static final long NO_MESSAGE = -2;

    private final Queue<Entry> entries = new ArrayDeque<>();
    private final long[] sent = new long[SENDERS];
    private long claimed = START;
    private long consumed = START;
    private long givenBack = START;

    private record Entry(long number, long end) {}

    /** See {@link SimpleRing#send}. */
    public boolean send(int sender, Length length) {
        return send(sender, length, length);
    }

    /** The same for a sender that is alone. */
    public boolean send(Length length) {
        return send(SimpleRing.ONLY_SENDER, length);
    }

    /** Sends less than was claimed. */
    public boolean sendPart(int sender, Length length) {
        return send(sender, length, Length.SHORT);
    }

    private boolean send(int sender, Length claim, Length length) {
        if (!claim(claim)) {
            return false;
        }
        int rest = RecordLayout.extent(claim.bytes) - RecordLayout.extent(length.bytes);
        entries.add(new Entry(100L * sender + ++sent[sender], claimed - rest));
        entries.add(new Entry(NO_MESSAGE, claimed));
        return true;
    }

    /** See {@link SimpleRing#abort}. */
    public boolean abort(int sender, Length length) {
        if (!claim(length)) {
            return false;
        }
        entries.add(new Entry(NO_MESSAGE, claimed));
        return true;
    }

    /** A record never straddles the end of a lap. */
    private boolean claim(Length length) {
        int extent = RecordLayout.extent(length.bytes);
        long toEnd = CAPACITY - claimed % CAPACITY;
        long end = claimed + extent + (toEnd < extent ? toEnd : 0);
        if (end - givenBack > CAPACITY) {
            return false;
        }
        claimed = end;
        return true;
    }

    /** See {@link SimpleRing#receive}. */
    public long receive() {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            consumed = entry.end;
            if (entry.number != NO_MESSAGE) {
                if (consumed - givenBack >= GIVES_BACK_AFTER) {
                    giveBack();
                }
                return entry.number;
            }
        }
        return EMPTY;
    }

    /** See {@link SimpleRing#setAlone}. */
    public void setAlone(int sender) {
        // Changes nothing that can be seen.
    }

    /** See {@link SimpleRing#giveBack}. */
    public void giveBack() {
        givenBack = consumed;
    }
}
