package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.CampaignLedger.Pause;
import io.millrace.testkit.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * When a campaign struck, and how long the receiver stood still for it.
 *
 * <p>A stall counts from the last blow before its end, or from the last message where that came
 * later. What is the machine's is taken off: until the kernel has taken a killed process away,
 * until the replacement was told its part, and the time that the receiver's threads were ready to
 * run and waited for a core, or that this process was late by, whichever is longer.
 *
 * <p>A sender that stops within a claim holds the others up for the heartbeat timeout and up to
 * three intervals: its last heartbeat is seen up to one interval later, the receiver looks up to
 * one interval after the timeout, and then waits one that outlasts the store buffers.
 */
final class CampaignClock implements AutoCloseable {
    /** What can be done to a process. */
    enum Blow {
        /** A sender is killed. */
        SENDER_KILLED,
        /** The receiver is killed, or told to leave. */
        RECEIVER_KILLED,
        /** A sender is stopped for longer than the heartbeat timeout. */
        SENDER_STOPPED,
        /** A stopped one goes on. */
        RESUMED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private static final long NAP_NS = 10_000_000;
    private static final int KILL_INTERVALS = 5;

    /** One more than the channel takes. */
    private static final int STOP_INTERVALS = 4;

    private final List<Strike> strikes = new ArrayList<>();
    private final List<Late> lateness = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** This process was to go on at the first time and did at the second. */
    private record Late(long fromNs, long toNs) {}

    CampaignClock() {
        Thread thread = new Thread(this::nap, "clock");
        thread.setDaemon(true);
        thread.start();
    }

    private void nap() {
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(NAP_NS);
            long now = System.nanoTime();
            if (now - last > 2 * NAP_NS) {
                lateness.add(new Late(last + NAP_NS, now));
            }
            last = now;
        }
    }

    /** One blow; {@link #done} says when it had its effect and all replacements knew of it. */
    static final class Strike {
        private final long atNs;
        private final Blow blow;
        private final AtomicLong doneNs;

        private Strike(long atNs, Blow blow) {
            this.atNs = atNs;
            this.blow = blow;
            this.doneNs = new AtomicLong(atNs);
        }

        void done() {
            long now = System.nanoTime();
            doneNs.accumulateAndGet(now, (a, b) -> a - b > 0 ? a : b);
        }

        /** To be called before the process is killed. */
        void awaits(ChildJvm victim) {
            victim.onExit(this::done);
        }
    }

    Strike strike(Blow blow) {
        Strike strike = new Strike(System.nanoTime(), blow);
        strikes.add(strike);
        return strike;
    }

    void judge(List<Pause> pauses, CampaignFigures figures, long intervalNs, long timeoutNs) {
        List<String> tooLong = new ArrayList<>();
        for (Pause pause : pauses) {
            Strike cause = cause(pause, timeoutNs);
            long from = later(pause.fromNs(), cause.atNs);
            long stall = pause.toNs() - from;
            long machine =
                    Math.min(
                            stall,
                            Math.max(0, Math.min(pause.toNs(), cause.doneNs.get()) - from)
                                    + Math.max(pause.waitedNs(), lateNs(from, pause.toNs())));
            long limit =
                    cause.blow == Blow.SENDER_STOPPED
                            ? timeoutNs + STOP_INTERVALS * intervalNs
                            : KILL_INTERVALS * intervalNs;
            figures.addStall(cause.blow, stall, machine);
            if (stall - machine >= limit) {
                tooLong.add(
                        "%.1f ms after %s, %.1f ms since the last message, %.1f ms of it the machine's; allowed are %.1f ms"
                                .formatted(
                                        stall / 1e6,
                                        cause.blow,
                                        (pause.toNs() - pause.fromNs()) / 1e6,
                                        machine / 1e6,
                                        limit / 1e6));
            }
        }
        assertThat(tooLong).as("stalls that took too long").isEmpty();
    }

    /** The last blow before a pause ended; but one that a stop began is the stop's. */
    private Strike cause(Pause pause, long timeoutNs) {
        Strike cause = new Strike(pause.fromNs(), Blow.SENDER_KILLED);
        for (Strike strike : strikes) {
            if (strike.atNs - pause.toNs() >= 0) {
                break;
            }
            boolean begunByStop =
                    cause.blow == Blow.SENDER_STOPPED
                            && pause.fromNs() - cause.atNs < timeoutNs / 2
                            && strike.atNs - pause.fromNs() > 0;
            if (!begunByStop) {
                cause = strike;
            }
        }
        return cause;
    }

    private long lateNs(long from, long to) {
        long sum = 0;
        for (Late late : lateness) {
            sum += Math.max(0, Math.min(to, late.toNs) - Math.max(from, late.fromNs));
        }
        return sum;
    }

    @Override
    public void close() {
        closed = true;
    }

    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
