package io.millrace;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.ControlLayout;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.HeaderLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Damages a channel file in one way or several; the same seed gives the same damage. */
final class HostileBytes {
    private static final FileLayout LAYOUT =
            new FileLayout(HostileTemplates.CAPACITY, HostileTemplates.MAX_SENDERS);
    private static final int CAPACITY = LAYOUT.capacity();
    private static final int UNIT = RecordLayout.ALIGNMENT;
    private static final int PAGE = 4096;

    private static final long[] CURSORS = {
        ClaimWord.OFFSET, CounterLayout.CONSUMER_CURSOR, CounterLayout.READ_POSITION
    };

    private static final long[] REGIONS = {
        0,
        ControlLayout.START,
        CounterLayout.VALUES_START,
        LAYOUT.metadataOffset(),
        LAYOUT.participantsOffset(),
        LAYOUT.ringOffset(),
        LAYOUT.fileLength()
    };

    private final SplittableRandom random;
    private final ByteBuffer file;
    private final List<String> log = new ArrayList<>();
    private final boolean logged;
    private long length;

    private HostileBytes(SplittableRandom random, ByteBuffer file, boolean logged) {
        this.random = random;
        this.file = file.duplicate().order(ByteOrder.nativeOrder());
        this.length = LAYOUT.fileLength();
        this.logged = logged;
    }

    /** Damages the file; returns the length that it has then. */
    static long damage(SplittableRandom random, ByteBuffer file) {
        return new HostileBytes(random, file, false).damage().length;
    }

    /** As above; returns what was done. */
    static List<String> explain(SplittableRandom random, ByteBuffer file) {
        return new HostileBytes(random, file, true).damage().log;
    }

    /** Stores one damaging word somewhere behind the header, as a hostile process would. */
    static void scribble(SplittableRandom random, ByteBuffer file) {
        HostileBytes bytes = new HostileBytes(random, file, false);
        switch (random.nextInt(9)) {
            case 0, 1 -> bytes.cursor();
            case 7 -> bytes.soleSender();
            case 2 -> bytes.stampedRecord();
            case 3 -> bytes.state();
            case 4 -> bytes.intent();
            case 5 -> bytes.attachWord();
            case 6 -> bytes.record(bytes.unit(), "record");
            default ->
                    bytes.put(
                            "word",
                            random.nextLong(ControlLayout.START / 8, bytes.length / 8) * 8,
                            bytes.nasty());
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
            case 0 -> flip(0, HeaderLayout.USED_LENGTH, random.nextBoolean());
            case 1 -> headerField();
            case 2 -> {
                if (random.nextInt(3) == 0) {
                    truncate();
                } else {
                    flip(ControlLayout.START, LAYOUT.fileLength(), false);
                }
            }
            case 3 -> flip(CounterLayout.VALUES_START, LAYOUT.metadataOffset(), false);
            case 4 -> flip(LAYOUT.participantsOffset(), LAYOUT.fileLength(), false);
            case 5, 6 -> cursor();
            case 7 -> moveCursors();
            case 8, 9 -> stampedRecord();
            case 10 -> paddingLoop();
            case 11 -> pastTheEnd();
            case 12, 13 -> state();
            case 14, 15, 16 -> intent();
            case 17 -> attachWord();
            case 18 -> metadata();
            case 19 -> page();
            case 20 -> {
                if (random.nextInt(4) == 0) {
                    swapBytes();
                } else {
                    counter();
                }
            }
            case 21 -> backAndForth();
            case 23, 24 -> soleSender();
            case 22 -> unit(random.nextInt(CAPACITY / UNIT));
            default -> copy();
        }
    }

    // ---- header and length

    private void flip(long from, long to, boolean checksum) {
        int bit = random.nextInt((int) (to - from) * 8);
        int at = (int) from + bit / 8;
        file.put(at, (byte) (file.get(at) ^ 1 << bit % 8));
        note("flip bit", bit % 8, at, file.get(at));
        if (checksum) {
            fixChecksum();
        }
    }

    private void headerField() {
        put("header field", 8L * random.nextInt(HeaderLayout.USED_LENGTH / 8), nasty());
        if (random.nextInt(4) > 0) {
            fixChecksum();
        }
    }

    private void truncate() {
        length =
                switch (random.nextInt(4)) {
                    case 0 -> 8L * random.nextInt(HeaderLayout.USED_LENGTH / 8 + 1);
                    case 1 -> REGIONS[random.nextInt(REGIONS.length)] + random.nextInt(-1, 2);
                    case 2 -> random.nextLong(LAYOUT.fileLength());
                    default -> Math.abs(nasty());
                };
        note("file length", length, 0, 0);
    }

    private void swapBytes() {
        int words = random.nextBoolean() ? HeaderLayout.USED_LENGTH / 8 : file.capacity() / 8;
        for (int i = 0; i < words; i++) {
            file.putLong(8 * i, Long.reverseBytes(file.getLong(8 * i)));
        }
        note("foreign byte order of words", words, 0, 0);
        if (random.nextBoolean()) {
            file.putLong(HeaderLayout.MAGIC_OFFSET, HeaderLayout.MAGIC);
            fixChecksum();
        }
    }

    private void fixChecksum() {
        CRC32C crc = new CRC32C();
        crc.update(file.duplicate().position(0).limit(HeaderLayout.CHECKSUM_OFFSET));
        file.putLong(HeaderLayout.CHECKSUM_OFFSET, crc.getValue());
        note("checksum made right", 0, HeaderLayout.CHECKSUM_OFFSET, crc.getValue());
    }

    // ---- cursors and counters

    private void cursor() {
        put("cursor", CURSORS[random.nextInt(CURSORS.length)], position());
    }

    /** Sound cursors at another place, where nothing that the ring holds is ready. */
    private void moveCursors() {
        long consumer =
                random.nextBoolean()
                        ? (random.nextLong() & Long.MAX_VALUE) & -UNIT
                        : Long.MAX_VALUE - (UNIT - 1) - (long) UNIT * random.nextInt(40);
        long read = consumer + (long) UNIT * random.nextInt(CAPACITY / UNIT + 1);
        long producer =
                random.nextInt(4) == 0
                        ? read
                        : consumer + (long) UNIT * random.nextInt(CAPACITY / UNIT + 2);
        put("consumer cursor", CounterLayout.CONSUMER_CURSOR, consumer);
        put("read position", CounterLayout.READ_POSITION, read);
        put("producer cursor", ClaimWord.OFFSET, producer);
    }

    private void counter() {
        int counters = CounterLayout.count(LAYOUT.maxSenders());
        put("counter", CounterLayout.value(random.nextInt(counters)), nasty());
    }

    private void metadata() {
        long words = LAYOUT.metadataLength() / 8;
        put("counters metadata", LAYOUT.metadataOffset() + 8 * random.nextLong(words), nasty());
    }

    // ---- participants

    private void state() {
        long word =
                switch (random.nextInt(4)) {
                    case 0 -> nasty();
                    case 1 -> ParticipantLayout.stateWord(random.nextLong(), random.nextInt(256));
                    default -> ParticipantLayout.stateWord(random.nextInt(4), random.nextInt(6));
                };
        put("state", LAYOUT.slot(slot()) + ParticipantLayout.STATE_OFFSET, word);
    }

    private void intent() {
        long slot = LAYOUT.slot(slot());
        boolean isLong = random.nextInt(3) == 0;
        long start = random.nextInt(4) == 0 ? nasty() : unit();
        long units = isLong ? UNIT - 1 : random.nextInt(UNIT);
        put("intent", slot + ParticipantLayout.INTENT_OFFSET, (start & -UNIT) | units);
        if (isLong) {
            long extent = random.nextBoolean() ? nasty() : (long) UNIT * random.nextInt(40);
            put("long extent", slot + ParticipantLayout.LONG_EXTENT_OFFSET, extent);
        }
        if (random.nextBoolean()) {
            put(
                    "state with the intent",
                    slot + ParticipantLayout.STATE_OFFSET,
                    ParticipantLayout.stateWord(
                            1 + random.nextInt(3),
                            random.nextBoolean()
                                    ? ParticipantLayout.FENCED
                                    : ParticipantLayout.OPEN));
        }
    }

    /** A marker of a sole sender that is there or not, and a base word that fits it or not. */
    private void soleSender() {
        int sole = random.nextInt(8) == 0 ? random.nextInt(2048) : slot();
        long marker = ClaimWord.marker(random.nextInt(3), sole);
        put(
                "claim word",
                ClaimWord.OFFSET,
                random.nextBoolean() ? marker : ClaimWord.revoked(marker));
        long base =
                switch (random.nextInt(4)) {
                    case 0 -> nasty();
                    case 1 -> position();
                    default -> marker;
                };
        if (sole <= LAYOUT.maxSenders()) {
            put("base", LAYOUT.slot(sole) + ParticipantLayout.BASE_OFFSET, base);
        }
        if (random.nextBoolean()) {
            intent();
        }
    }

    private void attachWord() {
        put(
                "control word",
                random.nextInt(4) == 0 ? ControlLayout.DEPARTURES : ControlLayout.ATTACH_WORD,
                random.nextBoolean() ? nasty() : random.nextInt(8));
    }

    private int slot() {
        return random.nextInt(LAYOUT.maxSenders() + 1);
    }

    // ---- the ring

    /** A stamp that the salt makes valid, where a half will look, over a length that cannot be. */
    private void stampedRecord() {
        record(unit(), "record");
    }

    private void record(long position, String what) {
        int recordLength =
                switch (random.nextInt(8)) {
                    case 0 -> random.nextInt();
                    case 1 -> (int) nasty();
                    case 2 -> -random.nextInt(200);
                    case 3 -> Integer.MAX_VALUE - random.nextInt(200);
                    case 4 -> CAPACITY / 2 - random.nextInt(80);
                    case 5 -> CAPACITY - random.nextInt(160);
                    default -> UNIT * random.nextInt(20) - RecordLayout.HEADER_LENGTH;
                };
        stamp(what, position, recordLength, random.nextInt(3) > 0);
    }

    private void stamp(String what, long position, int recordLength, boolean padding) {
        long record = LAYOUT.record(position & -UNIT);
        long salt = HostileTemplates.SALT;
        put(
                what + " at position " + position + ": length",
                record + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                RecordLayout.lengthAndSlot(recordLength, random.nextInt(-1, 4)));
        put(
                what + ": stamp",
                record,
                padding
                        ? RecordLayout.padding(position, salt)
                        : RecordLayout.committed(position, salt));
    }

    /** Padding in every unit, each of which leads to another, perhaps backwards. */
    private void paddingLoop() {
        long from = unit() & -UNIT;
        int extent = UNIT * random.nextInt(-2, 4);
        for (int i = 0; i < CAPACITY / UNIT; i++) {
            int each = random.nextInt(5) == 0 ? UNIT * random.nextInt(-20, 20) : extent;
            stamp("loop", from + (long) UNIT * i, each - RecordLayout.HEADER_LENGTH, true);
        }
    }

    /** A record near the end of a lap whose length reaches past it. */
    private void pastTheEnd() {
        long lapEnd = (unit() | (CAPACITY - 1)) + 1;
        long position = lapEnd - (long) UNIT * (1 + random.nextInt(4));
        int tooLong = (int) (lapEnd - position) - random.nextInt(-300, 17);
        stamp("past the end", position, tooLong, random.nextBoolean());
        if (random.nextBoolean()) {
            put("read position", CounterLayout.READ_POSITION, position);
            put("producer cursor", ClaimWord.OFFSET, lapEnd);
            put("consumer cursor", CounterLayout.CONSUMER_CURSOR, position);
        }
    }

    /** Two records whose lengths, added in 32 bits, lead from each to the other. */
    private void backAndForth() {
        long one = unit() & -UNIT;
        int steps = 1 + random.nextInt(3);
        long other = one + (1L << 31) - UNIT * (long) steps;
        stamp("forth", one, (int) (other - one) - RecordLayout.HEADER_LENGTH, false);
        stamp("back", other, Integer.MAX_VALUE - UNIT * (steps - 1), false);
        long slot = LAYOUT.slot(1 + random.nextInt(LAYOUT.maxSenders()));
        boolean forth = random.nextBoolean();
        put(
                "intent over both",
                slot + ParticipantLayout.INTENT_OFFSET,
                (forth ? one : other) | (UNIT - 1));
        put("long extent", slot + ParticipantLayout.LONG_EXTENT_OFFSET, 1L << 33);
        if (random.nextBoolean()) {
            put("producer cursor", ClaimWord.OFFSET, one + (1L << 40));
        }
    }

    private void unit(int index) {
        for (int i = 0; i < UNIT / 8; i++) {
            put("ring", LAYOUT.ringOffset() + index * (long) UNIT + 8L * i, random.nextLong());
        }
    }

    // ---- anywhere

    private void page() {
        int page = random.nextInt(1, file.capacity() / PAGE + 1);
        int end = Math.min((page + 1) * PAGE, file.capacity());
        for (int at = page * PAGE; at < end; at += 8) {
            file.putLong(at, random.nextLong());
        }
        note("random page", page, (long) page * PAGE, 0);
    }

    private void copy() {
        int words = file.capacity() / 8;
        long from = 8L * random.nextInt(words);
        put("copy from " + from, 8L * random.nextInt(PAGE / 8, words), file.getLong((int) from));
    }

    /** A position near the cursors. */
    private long unit() {
        long base = file.getLong((int) CURSORS[random.nextInt(CURSORS.length)]);
        return base + (long) UNIT * random.nextInt(-2, CAPACITY / UNIT + 2);
    }

    private long position() {
        return switch (random.nextInt(4)) {
            case 0 -> nasty();
            case 1 -> unit() + random.nextInt(-70, 70);
            case 2 -> unit() + CAPACITY + UNIT;
            default -> unit();
        };
    }

    private long nasty() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt();
            case 2 -> -1L - random.nextInt(200);
            case 3 -> Long.MAX_VALUE - random.nextInt(200);
            case 4 -> Long.MIN_VALUE + random.nextInt(200);
            case 5 -> 1L << random.nextInt(64);
            case 6 -> (1L << random.nextInt(64)) - 1;
            case 7 -> random.nextInt(10_000);
            case 8 -> (long) UNIT * random.nextInt(100);
            default -> 0;
        };
    }

    private void put(String what, long offset, long value) {
        file.putLong((int) offset, value);
        note(what, 0, offset, value);
    }

    private void note(String what, long detail, long offset, long value) {
        if (logged) {
            log.add("%s %d, offset %d = %d (0x%x)".formatted(what, detail, offset, value, value));
        }
    }
}
