package io.millrace.bench.harness;

/** How long a measurement takes, in nanoseconds. */
public record Timing(long warmupNs, long measureNs) {
    /**
     * The same where a JVM has to compile its code in such a share of so many cores: where these
     * are fewer than those who share them, the warm-up takes as many times as long.
     */
    Timing sharedBy(int sharers, int cores) {
        return sharers > cores ? new Timing(warmupNs * sharers, measureNs) : this;
    }
}
