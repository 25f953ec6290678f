package io.millrace;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import java.util.SplittableRandom;

/** Damages records in the ring, with stamps that the salt makes valid. */
final class HostileRecords {
    private static final FileLayout LAYOUT = HostileTemplates.LAYOUT;
    private static final int CAPACITY = HostileTemplates.CAPACITY;
    private static final int UNIT = RecordLayout.ALIGNMENT;

    private final HostileWords words;
    private final SplittableRandom random;

    HostileRecords(HostileWords words) {
        this.words = words;
        this.random = words.random();
    }

    /** A stamp that the salt makes valid, where a half will look, over a length that cannot be. */
    void stampedRecord() {
        record(words.unit(), "record");
    }

    void record(long position, String what) {
        int recordLength =
                switch (random.nextInt(8)) {
                    case 0 -> random.nextInt();
                    case 1 -> (int) words.nasty();
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
        words.put(
                what + " at position " + position + ": length",
                record + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                RecordLayout.lengthAndSlot(recordLength, random.nextInt(-1, 4)));
        words.put(
                what + ": stamp",
                record,
                padding
                        ? RecordLayout.padding(position, salt)
                        : RecordLayout.committed(position, salt));
    }

    /** Padding in every unit, each of which leads to another, perhaps backwards. */
    void paddingLoop() {
        long from = words.unit() & -UNIT;
        int extent = UNIT * random.nextInt(-2, 4);
        for (int i = 0; i < CAPACITY / UNIT; i++) {
            int each = random.nextInt(5) == 0 ? UNIT * random.nextInt(-20, 20) : extent;
            stamp("loop", from + (long) UNIT * i, each - RecordLayout.HEADER_LENGTH, true);
        }
    }

    /** A record near the end of a lap whose length reaches past it. */
    void pastTheEnd() {
        long lapEnd = (words.unit() | (CAPACITY - 1)) + 1;
        long position = lapEnd - (long) UNIT * (1 + random.nextInt(4));
        int tooLong = (int) (lapEnd - position) - random.nextInt(-300, 17);
        stamp("past the end", position, tooLong, random.nextBoolean());
        if (random.nextBoolean()) {
            words.put("read position", CounterLayout.READ_POSITION, position);
            words.put("producer cursor", ClaimWord.OFFSET, lapEnd);
            words.put("consumer cursor", CounterLayout.CONSUMER_CURSOR, position);
        }
    }

    /** Two records whose lengths, added in 32 bits, lead from each to the other. */
    void backAndForth() {
        long one = words.unit() & -UNIT;
        int steps = 1 + random.nextInt(3);
        long other = one + (1L << 31) - UNIT * (long) steps;
        stamp("forth", one, (int) (other - one) - RecordLayout.HEADER_LENGTH, false);
        stamp("back", other, Integer.MAX_VALUE - UNIT * (steps - 1), false);
        long slot = LAYOUT.slot(1 + random.nextInt(LAYOUT.maxSenders()));
        boolean forth = random.nextBoolean();
        words.put(
                "intent over both",
                slot + ParticipantLayout.INTENT_OFFSET,
                (forth ? one : other) | (UNIT - 1));
        words.put("long extent", slot + ParticipantLayout.LONG_EXTENT_OFFSET, 1L << 33);
        if (random.nextBoolean()) {
            words.put("producer cursor", ClaimWord.OFFSET, one + (1L << 40));
        }
    }

    void unit(int index) {
        for (int i = 0; i < UNIT / 8; i++) {
            words.put(
                    "ring", LAYOUT.ringOffset() + index * (long) UNIT + 8L * i, random.nextLong());
        }
    }
}
