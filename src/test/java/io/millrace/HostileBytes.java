package io.millrace;

import io.millrace.layout.ControlLayout;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.HeaderLayout;
import io.millrace.layout.RecordLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Damages a channel file in one way or several; the same seed gives the same damage. */
final class HostileBytes {
    /** Where tests begin: {@code -Dmillrace.hostile.seed=N} begins at what a failure named. */
    static final long FIRST_SEED = Long.getLong("millrace.hostile.seed", 0);

    private static final FileLayout LAYOUT = HostileTemplates.LAYOUT;
    private static final int CAPACITY = HostileTemplates.CAPACITY;
    private static final int UNIT = RecordLayout.ALIGNMENT;
    private static final int PAGE = 4096;

    private final SplittableRandom random;
    private final ByteBuffer file;
    private final HostileWords words;
    private final HostileHeader header;
    private final HostileCursors cursors;
    private final HostileSlots slots;
    private final HostileRecords records;

    private HostileBytes(SplittableRandom random, ByteBuffer file, boolean logged) {
        this.random = random;
        this.words = new HostileWords(random, file, logged);
        this.file = words.file();
        this.header = new HostileHeader(words);
        this.cursors = new HostileCursors(words);
        this.slots = new HostileSlots(words);
        this.records = new HostileRecords(words);
    }

    /** Damages the file; returns the length that it has then. */
    static long damage(SplittableRandom random, ByteBuffer file) {
        return new HostileBytes(random, file, false).damage().header.length();
    }

    /** As above; returns what was done. */
    static List<String> explain(SplittableRandom random, ByteBuffer file) {
        return new HostileBytes(random, file, true).damage().words.log();
    }

    /** Stores one damaging word somewhere behind the header, as a hostile process would. */
    static void scribble(SplittableRandom random, ByteBuffer file) {
        HostileBytes bytes = new HostileBytes(random, file, false);
        switch (random.nextInt(9)) {
            case 0, 1 -> bytes.cursors.cursor();
            case 7 -> bytes.slots.soleSender();
            case 2 -> bytes.records.stampedRecord();
            case 3 -> bytes.slots.state();
            case 4 -> bytes.slots.intent();
            case 5 -> bytes.slots.attachWord();
            case 6 -> bytes.records.record(bytes.words.unit(), "record");
            default ->
                    bytes.words.put(
                            "word",
                            random.nextLong(ControlLayout.START / 8, LAYOUT.fileLength() / 8) * 8,
                            bytes.words.nasty());
        }
    }

    private HostileBytes damage() {
        int times = random.nextInt(6) == 0 ? 2 + random.nextInt(30) : 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            once();
        }
        return this;
    }

    private void once() {
        switch (random.nextInt(26)) {
            case 0 -> header.flip(0, HeaderLayout.USED_LENGTH, random.nextBoolean());
            case 1 -> header.headerField();
            case 2 -> {
                if (random.nextInt(3) == 0) {
                    header.truncate();
                } else {
                    header.flip(ControlLayout.START, LAYOUT.fileLength(), false);
                }
            }
            case 3 -> header.flip(CounterLayout.VALUES_START, LAYOUT.metadataOffset(), false);
            case 4 -> header.flip(LAYOUT.participantsOffset(), LAYOUT.fileLength(), false);
            case 5, 6 -> cursors.cursor();
            case 7 -> cursors.moveCursors();
            case 8, 9 -> records.stampedRecord();
            case 10 -> records.paddingLoop();
            case 11 -> records.pastTheEnd();
            case 12, 13 -> slots.state();
            case 14, 15, 16 -> slots.intent();
            case 17 -> slots.attachWord();
            case 18 -> cursors.metadata();
            case 19 -> page();
            case 20 -> {
                if (random.nextInt(4) == 0) {
                    header.swapBytes();
                } else {
                    cursors.counter();
                }
            }
            case 21 -> records.backAndForth();
            case 23, 24 -> slots.soleSender();
            case 22 -> records.unit(random.nextInt(CAPACITY / UNIT));
            default -> copy();
        }
    }

    private void page() {
        int page = random.nextInt(1, file.capacity() / PAGE + 1);
        int end = Math.min((page + 1) * PAGE, file.capacity());
        for (int at = page * PAGE; at < end; at += 8) {
            file.putLong(at, random.nextLong());
        }
        words.note("random page", page, (long) page * PAGE, 0);
    }

    private void copy() {
        int count = file.capacity() / 8;
        long from = 8L * random.nextInt(count);
        words.put(
                "copy from " + from,
                8L * random.nextInt(PAGE / 8, count),
                file.getLong((int) from));
    }
}
