package io.millrace;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.RecordLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The words of a file, one of which is overwritten at a time; tells what was done. */
final class HostileWords {
    static final long[] CURSORS = {
        ClaimWord.OFFSET, CounterLayout.CONSUMER_CURSOR, CounterLayout.READ_POSITION
    };

    private static final int CAPACITY = HostileTemplates.CAPACITY;
    private static final int UNIT = RecordLayout.ALIGNMENT;

    private final SplittableRandom random;
    private final ByteBuffer file;
    private final List<String> log = new ArrayList<>();
    private final boolean logged;

    HostileWords(SplittableRandom random, ByteBuffer file, boolean logged) {
        this.random = random;
        this.file = file.duplicate().order(ByteOrder.nativeOrder());
        this.logged = logged;
    }

    SplittableRandom random() {
        return random;
    }

    ByteBuffer file() {
        return file;
    }

    List<String> log() {
        return log;
    }

    /** A position near the cursors. */
    long unit() {
        long base = file.getLong((int) CURSORS[random.nextInt(CURSORS.length)]);
        return base + (long) UNIT * random.nextInt(-2, CAPACITY / UNIT + 2);
    }

    long position() {
        return switch (random.nextInt(4)) {
            case 0 -> nasty();
            case 1 -> unit() + random.nextInt(-70, 70);
            case 2 -> unit() + CAPACITY + UNIT;
            default -> unit();
        };
    }

    long nasty() {
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

    void put(String what, long offset, long value) {
        file.putLong((int) offset, value);
        note(what, 0, offset, value);
    }

    void note(String what, long detail, long offset, long value) {
        if (logged) {
            log.add("%s %d, offset %d = %d (0x%x)".formatted(what, detail, offset, value, value));
        }
    }
}
