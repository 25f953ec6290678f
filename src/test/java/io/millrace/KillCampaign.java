package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import io.millrace.CampaignClock.Blow;
import io.millrace.CampaignClock.Strike;
import io.millrace.testkit.Await;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.ClassArchive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Four sender processes and a receiver process at full speed through one channel file, of which one
 * or two at a time are killed, or stopped, and replaced. Replacements were started before and wait
 * for their part, so that the campaign measures the channel and not the start of a JVM, and the
 * processes at work do not share the cores with starting ones.
 *
 * <p>The next blow, or burst of blows, falls only after the receiver got a message since the last
 * one: a channel that stands still stays so and fails the campaign.
 */
final class KillCampaign implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofMillis(50);
    static final Duration TIMEOUT = INTERVAL.multipliedBy(12);

    private static final int SENDERS = 4;
    private static final int MAX_SENDERS = 12;

    /** Blows below this number, of 100, are kills; the others are stops and departures. */
    private static final int ONLY_KILLS = 82;

    private static final int SPARES = 5;
    private static final int MAX_RESERVE = 120;
    private static final int STARTED_AT_ONCE = 4;
    private static final long LONGEST_RUN_NS = 100_000_000;
    private static final int LONGEST_BURST = 4;
    private static final long LONGEST_BURST_PAUSE_NS = 20_000_000;
    private static final long INTERVAL_NS = INTERVAL.toNanos();
    private static final long TIMEOUT_NS = TIMEOUT.toNanos();

    private static final ChannelOptions CHANNEL =
            CampaignChild.OPTIONS
                    .maxSenders(MAX_SENDERS)
                    .heartbeatInterval(INTERVAL)
                    .heartbeatTimeout(TIMEOUT);

    private static final List<String> FLAGS = ChildJvm.flagsAnd("-Xmx64m", "-Xlog:disable");

    private final Path path;
    private final Path ledgerPath;
    private final CampaignLedger ledger;
    private final SplittableRandom random;
    private final int capacity;
    private final ClassArchive classes;
    private final int haste;
    private final Channel channel;
    private final CampaignClock clock = new CampaignClock();
    private final CampaignFigures figures = new CampaignFigures();

    private final Deque<ChildJvm> spares = new ArrayDeque<>();
    private final List<ChildJvm> all = new ArrayList<>();
    private final List<ChildJvm> leaving = new ArrayList<>();
    private final ChildJvm[] senders = new ChildJvm[SENDERS];
    private ChildJvm receiver;

    /**
     * A campaign that was not begun yet.
     *
     * @param haste how often kills come in bursts: not at all with 1, else all but one time in so
     *     many.
     */
    KillCampaign(Path directory, long seed, int capacity, ClassArchive classes, int haste) {
        this.path = directory.resolve("channel-" + seed);
        this.ledgerPath = directory.resolve("ledger-" + seed);
        this.ledger = new CampaignLedger(ledgerPath);
        this.random = new SplittableRandom(seed);
        this.capacity = capacity;
        this.classes = classes;
        this.haste = haste;
        this.channel = Channel.open(path, CHANNEL.capacity(capacity));
    }

    /** What children start fast with, for any number of campaigns. */
    static ClassArchive archiveClasses(Path directory) {
        return ClassArchive.make(
                directory,
                FLAGS,
                List.of(CampaignChild.class, Channel.class, UnsafeBuffer.class, Native.class),
                CampaignChild.class,
                directory.resolve("no-channel"),
                directory.resolve("no-ledger"),
                0);
    }

    /** Goes on until so many were killed; then the rest leave in order, and the books are done. */
    CampaignFigures run(int kills) {
        try {
            strikeUntil(kills);
            end();
            judgeMessages();
            judgeStalls();
            judgeRing();
            return figures;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "%s; after %d kills and %d stops, of %s %s"
                            .formatted(
                                    e.getMessage(),
                                    figures.kills,
                                    figures.stops,
                                    path,
                                    ChannelInspection.of(path, 8)),
                    e);
        }
    }

    private void strikeUntil(int kills) {
        fillReserve(Math.min(SENDERS + SPARES + kills, MAX_RESERVE));
        replaceReceiver();
        for (int i = 0; i < SENDERS; i++) {
            replaceSender(i);
        }
        Await.until("the first message arrived", () -> ledger.progress() != 0);
        while (figures.kills < kills) {
            pause(random.nextLong(LONGEST_RUN_NS));
            long before;
            if (random.nextInt(haste) == 0) {
                before = System.nanoTime();
                strike(random.nextInt(100));
            } else {
                before = burst();
            }
            awaitProgressSince(before);
            fillSpares();
        }
    }

    /** Several kills, the next before the last one is got over; returns when the last one fell. */
    private long burst() {
        int blows = random.nextInt(2, LONGEST_BURST + 1);
        long last = 0;
        for (int i = 0; i < blows; i++) {
            pause(random.nextLong(LONGEST_BURST_PAUSE_NS));
            last = System.nanoTime();
            strike(random.nextInt(ONLY_KILLS));
        }
        return last;
    }

    private void strike(int dice) {
        int sender = random.nextInt(SENDERS);
        if (dice < 50) {
            killSenders(sender);
        } else if (dice < 58) {
            killSenders(sender, (sender + 1) % SENDERS);
        } else if (dice < 75) {
            killReceiver();
        } else if (dice < ONLY_KILLS) {
            killReceiverAndSender(sender);
        } else if (dice < 87) {
            stopSenderShortly(sender);
        } else if (dice < 91) {
            stopSenderForLong(sender);
        } else if (dice < 94) {
            stopReceiver(random.nextLong(TIMEOUT_NS / 2), false);
        } else if (dice < 96) {
            stopReceiver(TIMEOUT_NS + random.nextLong(TIMEOUT_NS), random.nextBoolean());
        } else if (dice < 98) {
            leave(senders[sender]);
            replaceSender(sender);
        } else {
            Strike strike = clock.strike(Blow.RECEIVER_KILLED);
            strike.awaits(receiver);
            leave(receiver);
            replaceReceiver();
            strike.done();
        }
    }

    // ---- blows

    private void killSenders(int... which) {
        Strike strike = clock.strike(Blow.SENDER_KILLED);
        for (int sender : which) {
            kill(senders[sender], strike);
        }
        for (int sender : which) {
            replaceSender(sender);
        }
    }

    private void killReceiver() {
        Strike strike = clock.strike(Blow.RECEIVER_KILLED);
        kill(receiver, strike);
        replaceReceiver();
        strike.done();
    }

    private void killReceiverAndSender(int sender) {
        Strike strike = clock.strike(Blow.RECEIVER_KILLED);
        if (random.nextBoolean()) {
            kill(receiver, strike);
            kill(senders[sender], strike);
        } else {
            kill(senders[sender], strike);
            kill(receiver, strike);
        }
        replaceReceiver();
        strike.done();
        replaceSender(sender);
    }

    private void stopSenderShortly(int sender) {
        figures.stops++;
        senders[sender].stop();
        pause(random.nextLong(TIMEOUT_NS / 2));
        Strike strike = clock.strike(Blow.RESUMED);
        senders[sender].resume();
        strike.done();
    }

    private void stopSenderForLong(int sender) {
        figures.stops++;
        ChildJvm stopped = senders[sender];
        Strike strike = clock.strike(Blow.SENDER_STOPPED);
        stopped.stop();
        strike.done();
        boolean replaced = random.nextBoolean();
        if (replaced) {
            replaceSender(sender);
        }
        pause(TIMEOUT_NS + 4 * INTERVAL_NS + random.nextLong(TIMEOUT_NS));
        if (random.nextInt(3) == 0) {
            kill(stopped, clock.strike(Blow.SENDER_KILLED));
            if (!replaced) {
                replaceSender(sender);
            }
        } else {
            if (replaced) {
                leave(stopped);
            }
            Strike wake = clock.strike(Blow.RESUMED);
            stopped.resume();
            wake.done();
        }
    }

    private void stopReceiver(long durationNs, boolean killed) {
        figures.stops++;
        // One that was just told to come may not have its place yet.
        Await.until("the receiver has its place", this::isReceiverAttached);
        receiver.stop();
        pause(durationNs);
        // Stopped is not dead: nobody gets its place, however long it takes.
        assertThatThrownBy(() -> channel.receiver(Codec.bytes()))
                .isInstanceOf(ReceiverInUseException.class);
        if (killed) {
            killReceiver();
        } else {
            Strike strike = clock.strike(Blow.RESUMED);
            receiver.resume();
            strike.done();
        }
    }

    private boolean isReceiverAttached() {
        requireHealthy();
        return channel.status()
                .receiver()
                .filter(half -> half.pid() == receiver.pid() && half.state().equals("open"))
                .isPresent();
    }

    private void kill(ChildJvm child, Strike strike) {
        figures.kills++;
        strike.awaits(child);
        child.close();
    }

    private void leave(ChildJvm child) {
        child.tell("leave");
        leaving.add(child);
    }

    // ---- processes

    private void replaceSender(int sender) {
        senders[sender] = spare();
        senders[sender].tell("sender");
    }

    private void replaceReceiver() {
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

    /** Before the campaign begins, so that those at work then have the machine to themselves. */
    private void fillReserve(int count) {
        while (spares.size() < count) {
            startSpare();
            spares.stream()
                    .limit(Math.max(0, spares.size() - STARTED_AT_ONCE))
                    .skip(Math.max(0, spares.size() - STARTED_AT_ONCE - 1))
                    .forEach(spare -> spare.awaitLine("ready"));
        }
    }

    private void startSpare() {
        ChildJvm spare = classes.start(CampaignChild.class, path, ledgerPath, random.nextLong());
        spares.add(spare);
        all.add(spare);
    }

    private void fillSpares() {
        while (spares.size() < SPARES) {
            startSpare();
        }
        // Those that the next blow may need are there before it falls.
        spares.stream().limit(2).forEach(spare -> spare.awaitLine("ready"));
    }

    private void awaitProgressSince(long timeNs) {
        Await.until(
                "the receiver went on",
                () -> {
                    requireHealthy();
                    return ledger.progress() - timeNs > 0;
                });
    }

    private void requireHealthy() {
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

    private static void pause(long durationNs) {
        long start = System.nanoTime();
        for (long left = durationNs; left > 0; left = durationNs - (System.nanoTime() - start)) {
            LockSupport.parkNanos(left);
        }
    }

    // ---- end and judgement

    private void end() {
        // Senders that leave before the receiver comes, or before it knows that they are the last,
        // would let it wait for others.
        Await.until("the receiver has its place", this::isReceiverAttached);
        awaitProgressSince(System.nanoTime());
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

    private void judgeMessages() {
        assertThat(ledger.senders()).isGreaterThanOrEqualTo(SENDERS);
        for (int id = 1; id <= ledger.senders(); id++) {
            assertThat(ledger.seen(id))
                    .as("messages of sender %d that arrived, of %d", id, ledger.sent(id))
                    .isBetween(ledger.sent(id), ledger.about(id));
            assertThat(ledger.about(id) - ledger.sent(id)).isBetween(0L, 1L);
        }
        ChannelStatus status = channel.status();
        figures.messages = ledger.messages();
        figures.aborted = ledger.aborted();
        figures.redelivered = ledger.redelivered();
        figures.senders = ledger.senders();
        figures.recovered = status.recoveredRecords();
        figures.fenced = status.fencedSenders();
        figures.fencedAlive = ledger.fenced();
        figures.reopened = ledger.reopened();
    }

    private void judgeStalls() {
        clock.judge(ledger.pauses(), figures, INTERVAL_NS, TIMEOUT_NS);
    }

    private void judgeRing() {
        ChannelStatus status = channel.status();
        assertThat(status.consumerCursor()).isEqualTo(status.producerCursor());
        assertThat(status.readPosition()).isEqualTo(status.producerCursor());
        try (Receiver<byte[]> last = channel.receiver(Codec.bytes())) {
            List<Sender<byte[]>> every = new ArrayList<>();
            for (int i = 0; i < MAX_SENDERS; i++) {
                every.add(channel.sender(Codec.bytes()));
            }
            for (Sender<byte[]> each : every) {
                for (int lap = 0; lap < 3; lap++) {
                    each.send(new byte[channel.maxMessageLength()]);
                    assertThat(last.receive()).hasSize(channel.maxMessageLength());
                }
                each.close();
            }
            assertThat(last.isClosed()).isTrue();
        }
        assertThat(channel.capacity()).isEqualTo(capacity);
    }

    @Override
    public void close() {
        clock.close();
        all.forEach(ChildJvm::close);
        channel.close();
    }
}
