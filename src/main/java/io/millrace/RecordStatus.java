package io.millrace;

import io.millrace.ring.RingRecord;
import java.nio.ByteBuffer;

/**
 * What can be seen of one record between the cursors.
 *
 * @param position where it starts.
 * @param kind what it is.
 * @param extent bytes of the ring that it takes, header included.
 * @param length of the message in bytes; 0 unless committed.
 * @param slot of the sender that owns it; -1 when not ready.
 * @param preview first bytes of the message, at most 16, read only.
 */
public record RecordStatus(
        long position, Kind kind, long extent, int length, int slot, ByteBuffer preview) {
    /** What a record can be. */
    public enum Kind {
        /** A message that waits for the receiver. */
        COMMITTED,
        /** Without a message: aborted, recovered, or the rest of a lap. */
        PADDING,
        /** Claimed by a sender that has not committed it yet. */
        NOT_READY
    }

    static RecordStatus of(RingRecord record) {
        return new RecordStatus(
                record.position(),
                Kind.valueOf(record.kind().name()),
                record.extent(),
                record.length(),
                record.slot(),
                record.preview());
    }
}
