package io.millrace.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the threads of this process, all together, were ready to run and waited for a core, as
 * the kernel counts it: what a busy machine adds to the time that anything takes. Zero where the
 * kernel does not say.
 */
public final class CoreWaits implements AutoCloseable {
    private static final long PERIOD_NS = 10_000_000;
    private static final int KEPT = 2_000;
    private static final Path TASKS = Path.of("/proc/self/task");

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Map<Path, Long> byTask = new HashMap<>();
    private long waitedNs;
    private volatile boolean closed;

    private record Sample(long atNs, long waitedNs) {}

    private CoreWaits() {
        sample();
    }

    public static CoreWaits watch() {
        CoreWaits waits = new CoreWaits();
        Thread thread = new Thread(waits::watchOn, "core waits");
        thread.setDaemon(true);
        thread.start();
        return waits;
    }

    private void watchOn() {
        while (!closed) {
            LockSupport.parkNanos(PERIOD_NS);
            sample();
        }
    }

    private synchronized long sample() {
        addUp();
        samples.addLast(new Sample(System.nanoTime(), waitedNs));
        if (samples.size() > KEPT) {
            samples.removeFirst();
        }
        return waitedNs;
    }

    /** How long they waited from this time of {@link System#nanoTime} until now. */
    public synchronized long since(long fromNs) {
        long now = sample();
        Iterator<Sample> latestFirst = samples.descendingIterator();
        Sample sample = latestFirst.next();
        while (sample.atNs - fromNs > 0 && latestFirst.hasNext()) {
            sample = latestFirst.next();
        }
        return now - sample.waitedNs;
    }

    /** Thread by thread, since those that end take their figures with them. */
    private void addUp() {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                long waited = waited(task.resolve("schedstat"));
                Long before = byTask.put(task, waited);
                waitedNs += Math.max(0, waited - (before == null ? 0 : before));
            }
        } catch (NoSuchFileException e) {
            waitedNs = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The second number: the first is the time on a core. */
    private static long waited(Path schedstat) {
        try {
            return Long.parseLong(Files.readString(schedstat).trim().split(" ", -1)[1]);
        } catch (IOException e) {
            return 0; // the thread has ended
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
