package io.millrace.ring;

import java.nio.ByteBuffer;

/**
 * One record as an onlooker sees it.
 *
 * @param position where it starts.
 * @param kind what its stamp says.
 * @param extent bytes of the ring that it takes, header included.
 * @param length of the payload; 0 unless committed.
 * @param slot of the sender that owns it; -1 when not ready.
 * @param preview first bytes of the payload, read only.
 */
public record RingRecord(
        long position, Kind kind, long extent, int length, int slot, ByteBuffer preview) {
    /** What a stamp says. */
    public enum Kind {
        /** A message. */
        COMMITTED,
        /** Aborted, recovered, or the rest of a lap. */
        PADDING,
        /** Claimed, and not stamped yet; its extent reaches to the next stamp or the cursor. */
        NOT_READY
    }
}
