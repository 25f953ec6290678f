package io.millrace.bench.harness;

/** How long a measurement takes, in nanoseconds. */
public record Timing(long warmupNs, long measureNs) {}
