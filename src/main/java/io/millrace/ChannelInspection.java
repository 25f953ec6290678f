package io.millrace;

import io.millrace.layout.HeaderLayout;
import io.millrace.mapping.Header;
import io.millrace.memory.Memory;
import io.millrace.ring.RingRecord;
import io.millrace.ring.RingView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a channel file holds, read without attaching, for people who look for a fault. Numbers that
 * cannot be are shown or reported, never believed.
 *
 * @param status of the channel and its halves.
 * @param layoutVersion of the file.
 * @param fileLength in bytes.
 * @param ringOffset where the ring starts in the file.
 * @param channelId random; names the liveness file.
 * @param creatorPid process that made the file.
 * @param createdAtMs when, in ms since the epoch.
 * @param livenessFile whose locks prove who lives.
 * @param records from the consumer cursor on.
 * @param stuckAt position of the first record that is claimed and not ready, if there is one.
 * @param holders the senders whose claim covers that position: one of them owns the record.
 * @param problem why the records end early, if they do.
 */
public record ChannelInspection(
        ChannelStatus status,
        long layoutVersion,
        long fileLength,
        long ringOffset,
        long channelId,
        long creatorPid,
        long createdAtMs,
        Path livenessFile,
        List<RecordStatus> records,
        OptionalLong stuckAt,
        List<HalfStatus> holders,
        Optional<String> problem) {

    /**
     * Inspects a channel by name or path.
     *
     * @param maxRecords how many records at most.
     */
    public static ChannelInspection of(String nameOrPath, int maxRecords) {
        return of(ChannelDirectory.resolve(nameOrPath), maxRecords);
    }

    /** Inspects the channel file at this path. */
    public static ChannelInspection of(Path path, int maxRecords) {
        return Onlooker.look(
                path,
                (file, memory, locks) -> {
                    Header header = file.header();
                    RingView ring =
                            RingView.look(memory, header.layout(), header.salt(), maxRecords);
                    ChannelStatus status = ChannelStatus.of(path.toString(), memory, header, locks);
                    OptionalLong stuckAt = firstNotReady(ring);
                    return new ChannelInspection(
                            status,
                            HeaderLayout.VERSION,
                            header.layout().fileLength(),
                            header.layout().ringOffset(),
                            header.channelId(),
                            header.creatorPid(),
                            header.createdAtMs(),
                            file.livenessFile(),
                            ring.records().stream().map(RecordStatus::of).toList(),
                            stuckAt,
                            stuckAt.isPresent()
                                    ? holders(memory, header, status, stuckAt.getAsLong())
                                    : List.of(),
                            ring.problem());
                });
    }

    private static OptionalLong firstNotReady(RingView ring) {
        return ring.records().stream()
                .filter(record -> record.kind() == RingRecord.Kind.NOT_READY)
                .mapToLong(RingRecord::position)
                .findFirst();
    }

    private static List<HalfStatus> holders(
            Memory memory, Header header, ChannelStatus status, long position) {
        List<Integer> slots = RingView.claimants(memory, header.layout(), position);
        return status.senders().stream().filter(half -> slots.contains(half.slot())).toList();
    }
}
