package io.millrace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.CampaignClock.Blow;
import io.millrace.CampaignClock.Strike;
import io.millrace.testkit.Await;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.ClassArchive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

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

    private static final int MAX_SENDERS = 12;

    /** Blows below this number, of 100, are kills; the others are stops and departures. */
    private static final int ONLY_KILLS = 82;

    private static final long LONGEST_RUN_NS = 250_000_000;
    private static final int LONGEST_BURST = 4;
    private static final long LONGEST_BURST_PAUSE_NS = 20_000_000;
    private static final long INTERVAL_NS = INTERVAL.toNanos();
    private static final long TIMEOUT_NS = TIMEOUT.toNanos();

    private static final ChannelOptions CHANNEL =
            CampaignChild.OPTIONS
                    .maxSenders(MAX_SENDERS)
                    .heartbeatInterval(INTERVAL)
                    .heartbeatTimeout(TIMEOUT);

    private static final List<String> FLAGS = ChildJvm.flagsAnd("-Xmx64m");

    private final Path path;
    private final CampaignLedger ledger;
    private final SplittableRandom random;
    private final int capacity;
    private final int haste;
    private final Channel channel;
    private final CampaignClock clock = new CampaignClock();
    private final CampaignFigures figures = new CampaignFigures();

    private final CampaignCrew crew;

    /**
     * A campaign that was not begun yet.
     *
     * @param haste how many times shorter the runs between blows are; above 1, kills come in
     *     bursts, all but one time in so many.
     */
    KillCampaign(Path directory, long seed, int capacity, ClassArchive classes, int haste) {
        this.path = directory.resolve("channel-" + seed);
        Path ledgerPath = directory.resolve("ledger-" + seed);
        this.ledger = new CampaignLedger(ledgerPath);
        this.random = new SplittableRandom(seed);
        this.capacity = capacity;
        this.haste = haste;
        this.crew =
                new CampaignCrew(
                        () ->
                                classes.start(
                                        CampaignChild.class, path, ledgerPath, random.nextLong()));
        this.channel = Channel.open(path, CHANNEL.capacity(capacity));
    }

    /** What children start fast with, for any number of campaigns. */
    static ClassArchive archiveClasses(Path directory) {
        return ClassArchive.make(
                directory,
                FLAGS,
                child -> child.awaitLine("ready"),
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
            CampaignJudge judge = new CampaignJudge(channel, ledger, capacity);
            judge.judgeMessages(figures);
            clock.judge(ledger.pauses(), figures, INTERVAL_NS, TIMEOUT_NS);
            judge.judgeRing();
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
        crew.begin(kills);
        Await.until("the first message arrived", () -> ledger.progress() != 0);
        while (figures.kills < kills) {
            pause(random.nextLong(LONGEST_RUN_NS / haste));
            long before;
            if (random.nextInt(haste) == 0) {
                before = System.nanoTime();
                strike(random.nextInt(100));
            } else {
                before = burst();
            }
            awaitProgressSince(before);
            crew.fillSpares();
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
        int sender = random.nextInt(CampaignCrew.SENDERS);
        if (dice < 50) {
            killSenders(sender);
        } else if (dice < 58) {
            killSenders(sender, (sender + 1) % CampaignCrew.SENDERS);
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
            crew.leave(crew.sender(sender));
            crew.replaceSender(sender);
        } else {
            Strike strike = clock.strike(Blow.RECEIVER_KILLED);
            strike.awaits(crew.receiver());
            crew.leave(crew.receiver());
            crew.replaceReceiver();
            strike.done();
        }
    }

    // ---- blows

    private void killSenders(int... which) {
        Strike strike = clock.strike(Blow.SENDER_KILLED);
        for (int sender : which) {
            kill(crew.sender(sender), strike);
        }
        for (int sender : which) {
            crew.replaceSender(sender);
        }
    }

    private void killReceiver() {
        Strike strike = clock.strike(Blow.RECEIVER_KILLED);
        kill(crew.receiver(), strike);
        crew.replaceReceiver();
        strike.done();
    }

    private void killReceiverAndSender(int sender) {
        Strike strike = clock.strike(Blow.RECEIVER_KILLED);
        if (random.nextBoolean()) {
            kill(crew.receiver(), strike);
            kill(crew.sender(sender), strike);
        } else {
            kill(crew.sender(sender), strike);
            kill(crew.receiver(), strike);
        }
        crew.replaceReceiver();
        strike.done();
        crew.replaceSender(sender);
    }

    private void stopSenderShortly(int sender) {
        figures.stops++;
        crew.sender(sender).stop();
        pause(random.nextLong(TIMEOUT_NS / 2));
        Strike strike = clock.strike(Blow.RESUMED);
        crew.sender(sender).resume();
        strike.done();
    }

    private void stopSenderForLong(int sender) {
        figures.stops++;
        ChildJvm stopped = crew.sender(sender);
        Strike strike = clock.strike(Blow.SENDER_STOPPED);
        stopped.stop();
        strike.done();
        boolean replaced = random.nextBoolean();
        if (replaced) {
            crew.replaceSender(sender);
        }
        pause(TIMEOUT_NS + 4 * INTERVAL_NS + random.nextLong(TIMEOUT_NS));
        if (random.nextInt(3) == 0) {
            kill(stopped, clock.strike(Blow.SENDER_KILLED));
            if (!replaced) {
                crew.replaceSender(sender);
            }
        } else {
            if (replaced) {
                crew.leave(stopped);
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
        crew.receiver().stop();
        pause(durationNs);
        // Stopped is not dead: nobody gets its place, however long it takes.
        assertThatThrownBy(() -> channel.receiver(Codec.bytes()))
                .isInstanceOf(ReceiverInUseException.class);
        if (killed) {
            killReceiver();
        } else {
            Strike strike = clock.strike(Blow.RESUMED);
            crew.receiver().resume();
            strike.done();
        }
    }

    private boolean isReceiverAttached() {
        crew.requireHealthy();
        return channel.status()
                .receiver()
                .filter(half -> half.pid() == crew.receiver().pid() && half.state().equals("open"))
                .isPresent();
    }

    private void kill(ChildJvm child, Strike strike) {
        figures.kills++;
        strike.awaits(child);
        child.close();
    }

    private void awaitProgressSince(long timeNs) {
        Await.until(
                "the receiver went on",
                () -> {
                    crew.requireHealthy();
                    return ledger.progress() - timeNs > 0;
                });
    }

    private static void pause(long durationNs) {
        long start = System.nanoTime();
        for (long left = durationNs; left > 0; left = durationNs - (System.nanoTime() - start)) {
            LockSupport.parkNanos(left);
        }
    }

    private void end() {
        // Senders that leave before the receiver comes would let it wait for others.
        Await.until("the receiver has its place", this::isReceiverAttached);
        awaitProgressSince(System.nanoTime());
        crew.end();
    }

    @Override
    public void close() {
        clock.close();
        crew.close();
        channel.close();
    }
}
