package io.millrace;

import io.millrace.HalfStatus.Lock;
import io.millrace.layout.ControlLayout;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.liveness.Participants;
import io.millrace.mapping.Header;
import io.millrace.memory.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What can be seen of a channel at one moment; the numbers are read one after the other while the
 * channel goes on.
 *
 * @param channel file or name.
 * @param capacity bytes of the ring.
 * @param maxSenders number of sender slots.
 * @param heartbeatInterval of the channel.
 * @param heartbeatTimeout of the channel.
 * @param producerCursor position up to which space has been claimed.
 * @param consumerCursor position up to which space may be claimed again.
 * @param readPosition where the receiver goes on.
 * @param closed whether the receiver has seen the channel's end.
 * @param recoveredRecords unfinished records of dead senders that were turned into padding.
 * @param fencedSenders senders that were declared dropped.
 * @param emptyPolls looks of the receiver that found nothing.
 * @param receiver the receiver, if one ever attached.
 * @param senders all senders whose slot is not free, by slot.
 */
public record ChannelStatus(
        String channel,
        int capacity,
        int maxSenders,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        long producerCursor,
        long consumerCursor,
        long readPosition,
        boolean closed,
        long recoveredRecords,
        long fencedSenders,
        long emptyPolls,
        Optional<HalfStatus> receiver,
        List<HalfStatus> senders) {

    /** Looks at a channel by name or path without attaching to it; the right to read is enough. */
    public static ChannelStatus of(String nameOrPath) {
        return of(ChannelDirectory.resolve(nameOrPath));
    }

    /** Looks at the channel file at this path without attaching to it. */
    public static ChannelStatus of(Path path) {
        return Onlooker.look(
                path, (file, memory, locks) -> of(path.toString(), memory, file.header(), locks));
    }

    static ChannelStatus of(String channel, Memory memory, Header header, IntFunction<Lock> locks) {
        FileLayout layout = header.layout();
        Participants participants = new Participants(memory, layout);
        long consumer = memory.getLongVolatile(CounterLayout.CONSUMER_CURSOR);
        return new ChannelStatus(
                channel,
                layout.capacity(),
                layout.maxSenders(),
                Duration.ofNanos(header.heartbeatIntervalNs()),
                Duration.ofNanos(header.heartbeatTimeoutNs()),
                Cursors.producer(memory, layout, channel),
                consumer,
                Math.max(consumer, memory.getLongVolatile(CounterLayout.READ_POSITION)),
                ControlLayout.isClosed(participants.attachWord()),
                counter(memory, CounterLayout.RECOVERED_RECORDS_ID),
                counter(memory, CounterLayout.FENCED_SENDERS_ID),
                counter(memory, CounterLayout.RECEIVER_EMPTY_POLLS_ID),
                half(memory, participants, ParticipantLayout.RECEIVER_SLOT, locks),
                IntStream.rangeClosed(1, layout.maxSenders())
                        .mapToObj(slot -> half(memory, participants, slot, locks))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<HalfStatus> half(
            Memory memory, Participants participants, int slot, IntFunction<Lock> locks) {
        long word = participants.stateWord(slot);
        if (ParticipantLayout.state(word) == ParticipantLayout.FREE) {
            return Optional.empty();
        }
        boolean receiver = slot == ParticipantLayout.RECEIVER_SLOT;
        Lock lock = locks.apply(slot);
        boolean gone = ParticipantLayout.isAttached(word) && lock == Lock.NOT_HELD;
        return Optional.of(
                new HalfStatus(
                        slot,
                        participants.pid(slot),
                        gone ? "dead" : ParticipantLayout.stateName(word),
                        receiver
                                ? counter(memory, CounterLayout.RECEIVER_MESSAGES_ID)
                                : memory.getLongVolatile(CounterLayout.senderMessages(slot)),
                        receiver
                                ? counter(memory, CounterLayout.RECEIVER_BYTES_ID)
                                : memory.getLongVolatile(CounterLayout.senderBytes(slot)),
                        participants.attachedAt(slot),
                        participants.beatAt(slot),
                        receiver ? 0 : memory.getLongVolatile(CounterLayout.senderTimesFull(slot)),
                        participants.processStart(slot),
                        participants.wakesBy(slot).toString(),
                        lock));
    }

    private static long counter(Memory memory, int id) {
        return memory.getLongVolatile(CounterLayout.value(id));
    }
}
