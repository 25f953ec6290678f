package io.millrace.bench.subjects;

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

    /** Whether it is another only in a setting, and measured only where that matters. */
    default boolean isVariation() {
        return false;
    }

    /** Whether it can pass messages of this size in bytes, from so many senders. */
    boolean supports(Scope scope, int size, int senders);

    /** How long its messages are where others have {@code size} bytes. */
    default int messageSize(int size) {
        return size;
    }
}
