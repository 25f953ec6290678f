package io.millrace.liveness;

/** A half of a channel that lives in this process, as its session sees it. */
public interface LocalHalf extends AutoCloseable {
    /** Its slot in the participant table. */
    int slot();

    /** Ends a wait of this half, so that it looks at the channel anew. */
    void wake();

    /**
     * Says whether this is a sender and no other one is attached; a hint, given again each
     * heartbeat interval.
     */
    default void setAlone(boolean alone) {}

    /** The process has beaten for this half, and looked at the others; one thread at a time. */
    default void heartbeatPassed() {}

    @Override
    void close();
}
