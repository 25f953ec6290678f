package io.millrace;

import static io.millrace.layout.CounterLayout.CONSUMER_CURSOR;
import static io.millrace.layout.ParticipantLayout.RECEIVER_SLOT;

import io.millrace.ChannelRecovery.FreedSlot;
import io.millrace.ChannelRecovery.MendedClaim;
import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.liveness.DeathProof;
import io.millrace.liveness.Events;
import io.millrace.liveness.Participants;
import io.millrace.mapping.ChannelFile;
import io.millrace.mapping.ChannelFileException;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import io.millrace.ring.CorruptRecordException;
import io.millrace.ring.Owners;
import io.millrace.ring.RingConsumer;
import io.millrace.ring.RingRepair;
import io.millrace.ring.SoleMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Mends a channel while holding every slot of it, so that nobody can attach meanwhile. */
final class Salvage {
    private final String channel;
    private final Memory memory;
    private final FileLayout layout;
    private final long salt;
    private final Participants participants;
    private final DeathProof proof;
    private final List<MendedClaim> mended = new ArrayList<>();
    private final List<FreedSlot> freed = new ArrayList<>();

    private Salvage(ChannelFile file, Memory memory, DeathProof proof) {
        this.channel = file.path().toString();
        this.memory = memory;
        this.layout = file.header().layout();
        this.salt = file.header().salt();
        this.participants = new Participants(memory, layout);
        this.proof = proof;
    }

    static ChannelRecovery of(Path path) {
        Platform.require();
        try {
            ChannelFile file = ChannelFile.attach(path, true);
            try (DeathProof proof = Problems.openLiveness(file, true)) {
                return new Salvage(file, new DirectMemory(file.memory()), proof).mend();
            }
        } catch (NoSuchFileException e) {
            throw new MillraceException(path + ": there is no such channel", e);
        } catch (ChannelFileException e) {
            throw Problems.translate(e);
        }
    }

    private ChannelRecovery mend() {
        for (int slot = 0; slot <= layout.maxSenders(); slot++) {
            if (!proof.tryHold(slot)) {
                throw new MillraceException(
                        "%s: %s (process %d) has it open; only a channel that nobody has open is mended"
                                .formatted(channel, name(slot), participants.pid(slot)));
            }
        }
        Cursors.requireSound(memory, layout, channel);
        endSoleMode();
        int messages = mendRing();
        for (int slot = 0; slot <= layout.maxSenders(); slot++) {
            free(slot);
        }
        return new ChannelRecovery(channel, messages, List.copyOf(mended), List.copyOf(freed));
    }

    private void endSoleMode() {
        try {
            SoleMode.end(memory, layout);
        } catch (CorruptRecordException e) {
            throw new ChannelFormatException(channel + ": " + e.getMessage(), e);
        }
    }

    private int mendRing() {
        RingConsumer consumer = RingConsumer.onlooker(memory, layout, salt);
        RingRepair repair = new RingRepair(memory, layout, salt, new AllHeld());
        long end = memory.getLongVolatile(ClaimWord.OFFSET);
        long start = consumer.position();
        int messages = 0;
        try {
            while (consumer.position() < end) {
                if (consumer.next()) {
                    messages++;
                    consumer.advance();
                } else if (consumer.position() < end) {
                    mendAt(consumer.position(), repair);
                }
            }
        } catch (CorruptRecordException e) {
            throw new ChannelFormatException(channel + ": " + e.getMessage(), e);
        }
        if (consumer.position() != end) {
            throw new ChannelFormatException(
                    "%s: the records end at position %d, expected %d (the producer cursor)"
                            .formatted(channel, consumer.position(), end));
        }
        // What fenced senders held back is nobody's any more.
        memory.putLongVolatile(CONSUMER_CURSOR, start);
        return messages;
    }

    private void mendAt(long position, RingRepair repair) {
        switch (repair.examine(position)) {
            case RECOVERED -> {
                memory.getAndAddLong(CounterLayout.value(CounterLayout.RECOVERED_RECORDS_ID), 1);
                Events.recordRecovered(channel, position, repair.end());
                mended.add(new MendedClaim(position, repair.end()));
            }
            case READY -> {
                // The next look finds it.
            }
            case BLOCKED, FENCED, UNOWNED ->
                    throw new ChannelFormatException(
                            "%s: position %d is claimed, but no sender's intent covers it"
                                    .formatted(channel, position));
        }
    }

    private void free(int slot) {
        long word = participants.stateWord(slot);
        int state = ParticipantLayout.state(word);
        if (state == ParticipantLayout.FREE || state == ParticipantLayout.CLOSED) {
            return;
        }
        boolean receiver = slot == RECEIVER_SLOT;
        participants.change(
                slot, word, receiver ? ParticipantLayout.CLOSED : ParticipantLayout.FREE);
        freed.add(new FreedSlot(slot, participants.pid(slot)));
    }

    private static String name(int slot) {
        return slot == RECEIVER_SLOT ? "the receiver" : "the sender in slot " + slot;
    }

    /** Every slot is held here: whoever owned one is dead or has left. */
    private static final class AllHeld implements Owners {
        @Override
        public boolean holdIfDead(int slot) {
            return true;
        }

        @Override
        public void release(int slot) {}

        @Override
        public boolean isFenced(int slot) {
            return true;
        }

        @Override
        public boolean isFencedAlive(int slot) {
            return false;
        }
    }
}
