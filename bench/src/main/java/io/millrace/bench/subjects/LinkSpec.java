package io.millrace.bench.subjects;

import java.nio.file.Path;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * What a link is to be.
 *
 * @param home directory for its files.
 * @param shared whether its halves are in JVMs of their own; otherwise all are in this one.
 * @param name tells the links of one home apart.
 * @param size of each message in bytes, a multiple of 8.
 * @param senders how many there are.
 * @param yielding whether who waits yields the processor, as there are more threads than cores;
 *     otherwise it spins.
 */
public record LinkSpec(
        Path home, boolean shared, String name, int size, int senders, boolean yielding) {
    private static final int RING = 1 << 20;

    /** Where this link may have a file. */
    public Path file() {
        return home.resolve(name);
    }

    /** Bytes of a ring: 1 MiB, or more where a message takes more than an eighth of it. */
    public int ringLength() {
        return Math.max(RING, Integer.highestOneBit(size) * 16);
    }

    /** Yields the processor between two looks, or spins. */
    public static IdleStrategy idle(boolean yielding) {
        return yielding ? YieldingIdleStrategy.INSTANCE : BusySpinIdleStrategy.INSTANCE;
    }

    /** Messages of a queue: as many as a ring of cache lines has. */
    public int queueLength() {
        return Math.max(16, Integer.highestOneBit(ringLength() / Math.max(size, 64)));
    }
}
