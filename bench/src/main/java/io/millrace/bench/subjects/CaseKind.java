package io.millrace.bench.subjects;

import java.util.Locale;

/** What is measured of a subject. */
public enum CaseKind {
    /** A message there and one back. */
    ROUND_TRIP("ns"),
    /** A message one way, to a receiver that sleeps. */
    WAKE_UP("ns"),
    /** Messages one way, as many as go. */
    THROUGHPUT("messages/s"),
    /** Opening, the first message sent and received, in a warm JVM. */
    OPEN("ns");

    private final String unit;

    CaseKind(String unit) {
        this.unit = unit;
    }

    /** As reports and options write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Unit of its figures. */
    public String unit() {
        return unit;
    }

    /** Whether it is a time, of which less is better. */
    public boolean isTime() {
        return this != THROUGHPUT;
    }
}
