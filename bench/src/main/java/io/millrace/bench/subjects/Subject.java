package io.millrace.bench.subjects;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a benchmark measures: a means to pass messages from senders to one receiver. A peer takes
 * part by implementing {@link LinkSubject} or {@link ProgramSubject} and standing in {@link
 * Subjects}.
 */
public interface Subject {
    /** As reports and options name it. */
    String name();

    /** Its configuration, for the report. */
    String settings();

    /** Whether it is measured only beside Millrace, on demand. */
    default boolean isPeer() {
        return true;
    }

    /** In which cases a plan has it. */
    default Role role() {
        return Role.GENERAL;
    }

    /** What can be measured of it. */
    default Set<CaseKind> cases() {
        return EnumSet.of(CaseKind.ROUND_TRIP, CaseKind.THROUGHPUT, CaseKind.OPEN);
    }

    /** Whether it can pass messages of this size in bytes, from so many senders. */
    boolean supports(Scope scope, int size, int senders);

    /** How long its messages are where others have {@code size} bytes. */
    default int messageSize(int size) {
        return size;
    }
}
