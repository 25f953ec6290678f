package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.ChildJvm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The processes of a campaign: four senders and a receiver at work, and spares that were started
 * before and wait for a part.
 */
final class CampaignCrew implements AutoCloseable {
    static final int SENDERS = 4;

    private static final int SPARES = 5;
    private static final int MAX_RESERVE = 120;
    private static final int STARTED_AT_ONCE = 4;

    private final Supplier<ChildJvm> starting;
    private final Deque<ChildJvm> spares = new ArrayDeque<>();
    private final List<ChildJvm> all = new ArrayList<>();
    private final List<ChildJvm> leaving = new ArrayList<>();
    private final ChildJvm[] senders = new ChildJvm[SENDERS];
    private ChildJvm receiver;

    /** Nobody yet; each process is started so. */
    CampaignCrew(Supplier<ChildJvm> starting) {
        this.starting = starting;
    }

    /** Starts those who begin, and spares for so many kills, with the machine to themselves. */
    void begin(int kills) {
        int count = Math.min(SENDERS + SPARES + kills, MAX_RESERVE);
        while (spares.size() < count) {
            startSpare();
            int early = spares.size() - STARTED_AT_ONCE;
            spares.stream()
                    .limit(Math.max(0, early))
                    .skip(Math.max(0, early - 1))
                    .forEach(spare -> spare.awaitLine("ready"));
        }
        replaceReceiver();
        for (int i = 0; i < SENDERS; i++) {
            replaceSender(i);
        }
    }

    ChildJvm receiver() {
        return receiver;
    }

    ChildJvm sender(int index) {
        return senders[index];
    }

    void replaceSender(int index) {
        senders[index] = spare();
        senders[index].tell("sender");
    }

    void replaceReceiver() {
        receiver = spare();
        receiver.tell("receiver");
    }

    private ChildJvm spare() {
        if (spares.isEmpty()) {
            fillSpares();
        }
        ChildJvm spare = spares.removeFirst();
        spare.awaitLine("ready");
        return spare;
    }

    private void startSpare() {
        ChildJvm spare = starting.get();
        spares.add(spare);
        all.add(spare);
    }

    /** Starts spares if few are left; those that the next blow may need are there then. */
    void fillSpares() {
        while (spares.size() < SPARES) {
            startSpare();
        }
        spares.stream().limit(2).forEach(spare -> spare.awaitLine("ready"));
    }

    /** Fails when one that should be at work has ended. */
    void requireHealthy() {
        requireAlive(receiver);
        for (ChildJvm sender : senders) {
            requireAlive(sender);
        }
    }

    private static void requireAlive(ChildJvm child) {
        if (!child.isAlive()) {
            throw new AssertionError(child + " ended by itself: " + child.lines());
        }
    }

    /** Tells a process to leave the channel and end. */
    void leave(ChildJvm child) {
        child.tell("leave");
        leaving.add(child);
    }

    /** All leave in order; none may have failed. */
    void end() {
        // Senders that leave before the receiver knows that they are the last would let it wait
        // for others.
        receiver.tell("finish");
        receiver.awaitLine("finishing");
        for (ChildJvm sender : senders) {
            leave(sender);
        }
        leaving.add(receiver);
        for (ChildJvm child : leaving) {
            assertThat(child.awaitExit()).as(child + ": " + child.lines()).isZero();
        }
        for (ChildJvm child : all) {
            assertThat(child.lines())
                    .as(child.toString())
                    .noneMatch(line -> line.startsWith("FAILED"));
        }
    }

    @Override
    public void close() {
        all.forEach(ChildJvm::close);
    }
}
