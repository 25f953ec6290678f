package io.millrace.cli;

import io.millrace.Channel;
import io.millrace.MillraceException;
import io.millrace.Receiver;
import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/** Receives at full speed, and shows rate and latency as it goes. */
final class DemoMeter {
    private static final int BATCH = 256;
    private static final long LOOK_NS = 1_000_000;
    private static final long REDRAW_NS = 100_000_000;
    private static final long WINDOW_NS = 1_000_000_000;
    private static final long LONGEST_NS = 60_000_000_000L;

    private final Receiver<?> receiver;
    private final Channel channel;
    private final DemoScreen screen;
    private final Histogram latency = new Histogram(LONGEST_NS, 3);
    private final long[] expected;
    private long messages;

    DemoMeter(Receiver<?> receiver, Channel channel, DemoScreen screen, int senders) {
        this.receiver = receiver;
        this.channel = channel;
        this.screen = screen;
        this.expected = new long[senders + 1];
    }

    /** All messages so far. */
    long messages() {
        return messages;
    }

    /** Receives for so many seconds, and shows each of them. */
    void show(int seconds) {
        for (int second = 1; second <= seconds; second++) {
            showSecond(second);
        }
    }

    private void showSecond(int second) {
        latency.reset();
        long before = messages;
        long start = System.nanoTime();
        long drawn = start;
        long now = start;
        while (now - start < WINDOW_NS) {
            receive();
            now = System.nanoTime();
            if (screen.drawsOver() && now - drawn >= REDRAW_NS) {
                drawn = now;
                screen.progress(line(second, messages - before, now - start));
            }
        }
        screen.progress(line(second, messages - before, now - start));
        screen.endProgress();
    }

    private String line(int second, long received, long nanos) {
        return "  %d s  %8s messages/s   one way: p50 %s, p99 %s, p99.9 %s"
                .formatted(
                        second,
                        Figures.rate(received * 1e9 / nanos),
                        percentile(50),
                        percentile(99),
                        percentile(99.9));
    }

    private String percentile(double percentile) {
        return Figures.duration((double) latency.getValueAtPercentile(percentile));
    }

    /** Receives until the sender of this process is reported as no longer open. */
    void receiveUntilDropped(long pid, Duration patience) throws IOException {
        long start = System.nanoTime();
        long looked = start;
        while (true) {
            receive();
            long now = System.nanoTime();
            if (now - looked >= LOOK_NS) {
                looked = now;
                if (!isOpen(pid)) {
                    return;
                }
                requireWithin(patience, now - start, "a dropped sender");
            }
        }
    }

    private boolean isOpen(long pid) {
        return channel.status().senders().stream()
                .anyMatch(half -> half.pid() == pid && half.state().equals("open"));
    }

    /** Receives until the channel is closed and drained; returns how many messages that were. */
    long receiveUntilClosed(Duration patience) throws IOException {
        long before = messages;
        long start = System.nanoTime();
        while (receive() > 0 || !receiver.isClosed()) {
            requireWithin(patience, System.nanoTime() - start, "the closed channel");
        }
        return messages - before;
    }

    private int receive() {
        int received = receiver.poll(this::take, BATCH);
        if (received == 0) {
            YieldingIdleStrategy.INSTANCE.idle();
        }
        return received;
    }

    private void take(DirectBuffer buffer, int offset, int length) {
        long sent = buffer.getLong(offset + DemoSender.TIME_OFFSET);
        if (sent != 0) {
            latency.recordValue(Math.min(LONGEST_NS, Math.max(0, System.nanoTime() - sent)));
        }
        int sender = (int) buffer.getLong(offset + DemoSender.SENDER_OFFSET);
        long count = buffer.getLong(offset + DemoSender.COUNT_OFFSET);
        if (count != expected[sender]) {
            throw new MillraceException(
                    "demo: message "
                            + count
                            + " of sender "
                            + sender
                            + " came, expected "
                            + expected[sender]);
        }
        expected[sender]++;
        messages++;
    }

    private static void requireWithin(Duration patience, long nanos, String what)
            throws IOException {
        if (nanos > patience.toNanos()) {
            throw new IOException(
                    "demo: waited " + Figures.duration(patience) + " in vain for " + what);
        }
    }
}
