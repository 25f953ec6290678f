package io.millrace.bench.harness;

/** How long a measurement takes, in nanoseconds. */
public record Timing(long warmupNs, long measureNs) {
    /**
     * The same for so many JVMs on so many cores: each JVM has to compile its code in its share of
     * the cores, so where these are fewer, the warm-up takes as many times as long.
     */
    Timing sharedBy(int jvms, int cores) {
        return jvms > cores ? new Timing(warmupNs * jvms, measureNs) : this;
    }
}
