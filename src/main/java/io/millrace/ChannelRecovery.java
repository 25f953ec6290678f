package io.millrace;

import java.nio.file.Path;
import java.util.List;

/**
 * What was found and mended in a channel that nobody has open. A receiver mends the same by itself
 * as it goes on; this is for an operator who wants to know, or to have the slots free, without
 * receiving anything.
 *
 * @param channel the file.
 * @param waitingMessages messages that the next receiver will see.
 * @param mended claims that their dead senders left unfinished; they are padding now.
 * @param freed slots whose owner had died.
 */
public record ChannelRecovery(
        String channel, int waitingMessages, List<MendedClaim> mended, List<FreedSlot> freed) {
    /**
     * An unfinished claim.
     *
     * @param position where it started.
     * @param end where it ended.
     */
    public record MendedClaim(long position, long end) {}

    /**
     * A slot of a dead half.
     *
     * @param slot in the participant table, 0 for the receiver.
     * @param pid of the process that died.
     */
    public record FreedSlot(int slot, long pid) {}

    /**
     * Mends the channel of this name or path.
     *
     * @throws MillraceException when somebody has it open, or it can't be read and written.
     * @throws ChannelFormatException when the file is damaged beyond what a death explains.
     */
    public static ChannelRecovery of(String nameOrPath) {
        return of(ChannelDirectory.resolve(nameOrPath));
    }

    /** Mends the channel at this path. */
    public static ChannelRecovery of(Path path) {
        return Salvage.of(path);
    }
}
