package io.millrace;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import java.util.SplittableRandom;

/** Damages cursors and counters. */
final class HostileCursors {
    private static final FileLayout LAYOUT = HostileTemplates.LAYOUT;
    private static final int CAPACITY = HostileTemplates.CAPACITY;
    private static final int UNIT = RecordLayout.ALIGNMENT;

    private final HostileWords words;
    private final SplittableRandom random;

    HostileCursors(HostileWords words) {
        this.words = words;
        this.random = words.random();
    }

    void cursor() {
        words.put(
                "cursor",
                HostileWords.CURSORS[random.nextInt(HostileWords.CURSORS.length)],
                words.position());
    }

    /** Sound cursors at another place, where nothing that the ring holds is ready. */
    void moveCursors() {
        long consumer =
                random.nextBoolean()
                        ? (random.nextLong() & Long.MAX_VALUE) & -UNIT
                        : Long.MAX_VALUE - (UNIT - 1) - (long) UNIT * random.nextInt(40);
        long read = consumer + (long) UNIT * random.nextInt(CAPACITY / UNIT + 1);
        long producer =
                random.nextInt(4) == 0
                        ? read
                        : consumer + (long) UNIT * random.nextInt(CAPACITY / UNIT + 2);
        words.put("consumer cursor", CounterLayout.CONSUMER_CURSOR, consumer);
        words.put("read position", CounterLayout.READ_POSITION, read);
        words.put("producer cursor", ClaimWord.OFFSET, producer);
    }

    void counter() {
        int counters = CounterLayout.count(LAYOUT.maxSenders());
        words.put("counter", CounterLayout.value(random.nextInt(counters)), words.nasty());
    }

    void metadata() {
        long count = LAYOUT.metadataLength() / 8;
        words.put(
                "counters metadata",
                LAYOUT.metadataOffset() + 8 * random.nextLong(count),
                words.nasty());
    }
}
