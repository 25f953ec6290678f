package io.millrace;

/**
 * What can be seen of one half of a channel.
 *
 * @param slot its place in the participant table: 0 for the receiver, 1 and up for senders.
 * @param pid its process, in the numbering of that process's own container.
 * @param state free, joining, open, closed, fenced, or dead for one that is open but whose process
 *     is gone.
 * @param messages sent or received.
 * @param bytes of their payloads.
 * @param attachedAtMs when it attached, in ms since the epoch.
 * @param beatAtMs its last heartbeat, in ms since the epoch.
 * @param timesFull how often a sender had to wait for room.
 * @param processStartMs when its process started, in ms since the epoch; 0 if unknown.
 * @param wakesBy what its process wakes others by: {@code futex by java.lang.foreign}, {@code futex
 *     by JNA}, {@code parking} (they look by themselves every millisecond), or {@code loading}.
 * @param lock whether the kernel says that its process lives.
 */
public record HalfStatus(
        int slot,
        long pid,
        String state,
        long messages,
        long bytes,
        long attachedAtMs,
        long beatAtMs,
        long timesFull,
        long processStartMs,
        String wakesBy,
        Lock lock) {
    /** What the kernel's lock of a slot says of its owner. */
    public enum Lock {
        /** Held: the owner's process lives. */
        HELD,
        /** Not held: the owner has left, or its process is dead. */
        NOT_HELD,
        /** The liveness file beside the channel can't be read. */
        UNKNOWN
    }
}
