package io.millrace.ring;

import static io.millrace.layout.CounterLayout.CONSUMER_CURSOR;

import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.Memory;
import io.millrace.ring.RingRecord.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records between the cursors, for an onlooker.
 *
 * <p>Assumptions: none; the file may hold anything, and senders and receiver may go on meanwhile.
 *
 * <p>Guarantees: nothing is written, nothing outside the ring is read, and a record is shown only
 * if its stamp still stood after its payload was copied.
 *
 * <p>Progress: wait-free; looks at each unit of the ring at most once.
 */
public final class RingView {
    /** Bytes of a payload that are shown. */
    public static final int PREVIEW_LENGTH = 16;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Memory memory;
    private final FileLayout layout;
    private final long salt;
    private final List<RingRecord> records = new ArrayList<>();
    private String problem;

    private RingView(Memory memory, FileLayout layout, long salt) {
        this.memory = memory;
        this.layout = layout;
        this.salt = salt;
    }

    /** Looks at the first so many records from the consumer cursor on. */
    public static RingView look(Memory memory, FileLayout layout, long salt, int limit) {
        RingView view = new RingView(memory, layout, salt);
        try {
            view.walk(
                    memory.getLongVolatile(CONSUMER_CURSOR),
                    SoleMode.producerCursor(memory, layout),
                    limit);
        } catch (CorruptRecordException e) {
            view.problem = e.getMessage();
        }
        return view;
    }

    /** The slots whose intent covers a position: who may hold up an unfinished record there. */
    public static List<Integer> claimants(Memory memory, FileLayout layout, long position) {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 1; slot <= layout.maxSenders(); slot++) {
            Intent intent = new Intent(memory, layout, slot);
            if (intent.read() && intent.covers(position)) {
                slots.add(slot);
            }
        }
        return slots;
    }

    /** What was found, in the order of positions. */
    public List<RingRecord> records() {
        return List.copyOf(records);
    }

    /** Why the look ended early, if it did. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void walk(long from, long to, int limit) {
        if (!areSound(from, to)) {
            return;
        }
        long position = from;
        while (position < to && records.size() < limit && problem == null) {
            position += add(position, to);
        }
    }

    private boolean areSound(long consumer, long producer) {
        if (isUnaligned(consumer)) {
            problem = misaligned("consumer cursor", consumer);
        } else if (isUnaligned(producer)) {
            problem = misaligned("producer cursor", producer);
        } else if (consumer > producer || producer - consumer > layout.capacity()) {
            problem =
                    "producer cursor is %d, expected %d (the consumer cursor) to %d"
                            .formatted(producer, consumer, consumer + layout.capacity());
        }
        return problem == null;
    }

    private static boolean isUnaligned(long cursor) {
        return cursor < 0 || cursor % RecordLayout.ALIGNMENT != 0;
    }

    private static String misaligned(String name, long value) {
        return "%s is %d, expected a multiple of %d that is not negative"
                .formatted(name, value, RecordLayout.ALIGNMENT);
    }

    private long add(long position, long end) {
        Kind kind = kind(position);
        if (kind == Kind.NOT_READY) {
            long next = position + RecordLayout.ALIGNMENT;
            while (next < end && kind(next) == Kind.NOT_READY) {
                next += RecordLayout.ALIGNMENT;
            }
            records.add(new RingRecord(position, kind, next - position, 0, -1, NOTHING));
            return next - position;
        }
        return kind == Kind.PADDING ? addPadding(position, end) : addMessage(position, end);
    }

    private long addPadding(long position, long end) {
        long word = lengthAndSlot(position);
        long extent = (long) RecordLayout.length(word) + RecordLayout.HEADER_LENGTH;
        if (extent <= 0
                || extent % RecordLayout.ALIGNMENT != 0
                || extent > room(position)
                || extent > end - position) {
            problem =
                    "padding at position %d: extent is %d, expected a multiple of %d up to %d"
                            .formatted(
                                    position,
                                    extent,
                                    RecordLayout.ALIGNMENT,
                                    Math.min(room(position), end - position));
            return 0;
        }
        records.add(
                new RingRecord(
                        position, Kind.PADDING, extent, 0, RecordLayout.slot(word), NOTHING));
        return extent;
    }

    private long addMessage(long position, long end) {
        long word = lengthAndSlot(position);
        int length = RecordLayout.length(word);
        long longest =
                Math.min(
                        Math.min(room(position), end - position) - RecordLayout.HEADER_LENGTH,
                        layout.maxMessageLength());
        if (length < 0 || length > longest) {
            problem =
                    "record at position %d: length is %d, expected 0 to %d"
                            .formatted(position, length, longest);
            return 0;
        }
        ByteBuffer preview = preview(position, Math.min(length, PREVIEW_LENGTH));
        if (kind(position) != Kind.COMMITTED) {
            problem = "the channel went on: position %d was written again".formatted(position);
            return 0;
        }
        int extent = RecordLayout.extent(length);
        records.add(
                new RingRecord(
                        position,
                        Kind.COMMITTED,
                        extent,
                        length,
                        RecordLayout.slot(word),
                        preview));
        return extent;
    }

    private Kind kind(long position) {
        long stamp = memory.getLongAcquire(layout.record(position)) ^ salt;
        if (stamp == position) {
            return Kind.COMMITTED;
        }
        return stamp == ~position ? Kind.PADDING : Kind.NOT_READY;
    }

    private long lengthAndSlot(long position) {
        return memory.getLongAcquire(layout.record(position) + RecordLayout.LENGTH_AND_SLOT_OFFSET);
    }

    /** Bytes to the end of the lap. */
    private long room(long position) {
        return layout.room(position);
    }

    private ByteBuffer preview(long position, int length) {
        ByteBuffer words = ByteBuffer.allocate(PREVIEW_LENGTH).order(ByteOrder.nativeOrder());
        long payload = layout.record(position) + RecordLayout.HEADER_LENGTH;
        for (int at = 0; at < length; at += Long.BYTES) {
            words.putLong(at, memory.getLongAcquire(payload + at));
        }
        return words.slice(0, length).asReadOnlyBuffer();
    }
}
