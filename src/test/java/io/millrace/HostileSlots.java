package io.millrace;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.ControlLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import java.util.SplittableRandom;

/**
 * Damages the words by which halves know each other: slots, the sole sender's claim word, control
 * words.
 */
final class HostileSlots {
    private static final FileLayout LAYOUT = HostileTemplates.LAYOUT;
    private static final int UNIT = RecordLayout.ALIGNMENT;

    private final HostileWords words;
    private final SplittableRandom random;

    HostileSlots(HostileWords words) {
        this.words = words;
        this.random = words.random();
    }

    void state() {
        long word =
                switch (random.nextInt(4)) {
                    case 0 -> words.nasty();
                    case 1 -> ParticipantLayout.stateWord(random.nextLong(), random.nextInt(256));
                    default -> ParticipantLayout.stateWord(random.nextInt(4), random.nextInt(6));
                };
        words.put("state", LAYOUT.slot(slot()) + ParticipantLayout.STATE_OFFSET, word);
    }

    void intent() {
        long slot = LAYOUT.slot(slot());
        boolean isLong = random.nextInt(3) == 0;
        long start = random.nextInt(4) == 0 ? words.nasty() : words.unit();
        long units = isLong ? UNIT - 1 : random.nextInt(UNIT);
        words.put("intent", slot + ParticipantLayout.INTENT_OFFSET, (start & -UNIT) | units);
        if (isLong) {
            long extent = random.nextBoolean() ? words.nasty() : (long) UNIT * random.nextInt(40);
            words.put("long extent", slot + ParticipantLayout.LONG_EXTENT_OFFSET, extent);
        }
        if (random.nextBoolean()) {
            words.put(
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
    void soleSender() {
        int sole = random.nextInt(8) == 0 ? random.nextInt(2048) : slot();
        long marker = ClaimWord.marker(random.nextInt(3), sole);
        words.put(
                "claim word",
                ClaimWord.OFFSET,
                random.nextBoolean() ? marker : ClaimWord.revoked(marker));
        long base =
                switch (random.nextInt(4)) {
                    case 0 -> words.nasty();
                    case 1 -> words.position();
                    default -> marker;
                };
        if (sole <= LAYOUT.maxSenders()) {
            words.put("base", LAYOUT.slot(sole) + ParticipantLayout.BASE_OFFSET, base);
        }
        if (random.nextBoolean()) {
            intent();
        }
    }

    void attachWord() {
        words.put(
                "control word",
                random.nextInt(4) == 0 ? ControlLayout.TABLE_CHANGES : ControlLayout.ATTACH_WORD,
                random.nextBoolean() ? words.nasty() : random.nextInt(8));
    }

    private int slot() {
        return random.nextInt(LAYOUT.maxSenders() + 1);
    }
}
