package io.millrace;

import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import io.millrace.testkit.Background;
import io.millrace.testkit.CheckedMemory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Many damaged channels, one after the other, each by its own seed. As a program it does so in a
 * JVM of its own, over the real memory: an access outside of the file may then crash it.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes them
final class HostileRuns {
    /** How the channel's words are reached. */
    enum Words {
        /** As in production, without bounds. */
        REAL,
        /** With bounds. */
        CHECKED,
        /** With bounds, and a hostile process that stores into them between two accesses. */
        SCRIBBLED
    }

    private static final long DEADLINE_NS = 20_000_000_000L;
    private static final long LOOK_NS = 10_000_000;
    private static final int ACCESSES_BETWEEN_SCRIBBLES = 60;

    private final List<byte[]> templates = HostileTemplates.all(1, 0);
    private final HostileUse use = new HostileUse(templates.get(0).length);
    private final Words words;
    private long used;
    private volatile long seed;
    private volatile long done;

    HostileRuns(Words words) {
        this.words = words;
    }

    /** Arguments: words, first seed, count. */
    public static void main(String[] arguments) {
        HostileRuns runs = new HostileRuns(Words.valueOf(arguments[0]));
        runs.runWatched(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
        System.out.println("survived " + runs);
    }

    /** Runs these seeds; fails when one of them takes longer than the deadline. */
    void runWatched(long first, long count) {
        Background<Void> work = Background.run(words + " words", () -> run(first, count));
        long seen = -1;
        long since = System.nanoTime();
        while (!work.isDone()) {
            if (done != seen) {
                seen = done;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > DEADLINE_NS) {
                AssertionError stuck = new AssertionError("no end of seed " + seed);
                stuck.setStackTrace(work.thread().getStackTrace());
                throw stuck;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        work.result();
    }

    private void run(long first, long count) {
        for (seed = first; seed < first + count; seed++) {
            if (words == Words.REAL && done % 1000 == 0) {
                System.out.println("seed " + seed);
            }
            one();
            done++;
        }
    }

    private void one() {
        long length = HostileBytes.damage(begin(), use.file());
        SplittableRandom random = new SplittableRandom(~seed);
        try {
            if (use.run(length, random, words(random)) == HostileUse.Outcome.USED) {
                used++;
            }
        } catch (Throwable e) {
            throw new AssertionError(explain(), e);
        }
    }

    private LongFunction<Memory> words(SplittableRandom random) {
        ByteBuffer file = use.file();
        return switch (words) {
            case REAL -> null;
            case CHECKED -> length -> new CheckedMemory(new DirectMemory(file), length);
            case SCRIBBLED -> length -> new ScribbledMemory(file, length, random.split());
        };
    }

    private SplittableRandom begin() {
        SplittableRandom random = new SplittableRandom(seed);
        use.file().put(0, templates.get(random.nextInt(templates.size())));
        return random;
    }

    /** Where it is, and what was damaged there; spoils the file in use. */
    private String explain() {
        String step = use.step();
        return words
                + ", seed "
                + seed
                + ", step '"
                + step
                + "', damage:\n  "
                + String.join("\n  ", HostileBytes.explain(begin(), use.file()));
    }

    /** How many seeds are done. */
    long done() {
        return done;
    }

    /** How many files were attached to. */
    long used() {
        return used;
    }

    /** How many messages arrived. */
    long delivered() {
        return use.delivered();
    }

    @Override
    public String toString() {
        return done
                + " damaged channels ("
                + words
                + "): "
                + used
                + " attached, "
                + use.refusals()
                + " uses refused, "
                + use.delivered()
                + " messages";
    }

    private static final class ScribbledMemory extends CheckedMemory {
        private final ByteBuffer file;
        private final SplittableRandom random;

        ScribbledMemory(ByteBuffer file, long length, SplittableRandom random) {
            super(new DirectMemory(file), length);
            this.file = file;
            this.random = random;
        }

        @Override
        protected void before(long offset) {
            if (random.nextInt(ACCESSES_BETWEEN_SCRIBBLES) == 0) {
                HostileBytes.scribble(random, file);
            }
            super.before(offset);
        }
    }
}
