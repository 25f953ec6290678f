package io.millrace.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.ParticipantLayout;
import io.millrace.liveness.Watcher.Verdict;
import io.millrace.mapping.FreshChannel;
import io.millrace.mapping.Header;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a watcher notices in a large table of which it does not read all at each heartbeat. */
class OccupiedSlotsTest {
    private static final long INTERVAL_NS = 1_000_000;
    private static final int MAX_SENDERS = 1000;
    private static final int TIMEOUT = 20;
    private static final Header HEADER =
            new Header(1024, MAX_SENDERS, 7, 8, INTERVAL_NS, TIMEOUT * INTERVAL_NS, 0, 0, 0);

    private final ByteBuffer file = ByteBuffer.allocateDirect((int) HEADER.layout().fileLength());
    private final Memory memory = new DirectMemory(file);
    private final LocalHolds holds = new LocalHolds(MAX_SENDERS);
    private final Participants participants = new Participants(memory, HEADER.layout());
    private Watcher watcher = newWatcher();
    private long nowNs;

    OccupiedSlotsTest() {
        FreshChannel.format(file, HEADER);
        look();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 500, MAX_SENDERS})
    void shouldNoticeWithinTwoIntervalsThatASenderOfAnySlotWasKilled(int slot) {
        attach(slot);
        participants.beat(slot);
        assertThat(look()).as("a new half").isTrue();
        assertThat(watcher.onlySender()).isEqualTo(slot);
        assertThat(watcher.isAnySenderDropped()).isFalse();

        holds.release(slot);
        look();
        look();

        assertThat(verdict(slot)).isEqualTo(Verdict.DEAD);
        assertThat(watcher.isAnySenderDropped()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 500, MAX_SENDERS})
    void shouldFindWithinTheTimeoutASenderThatWasKilledBeforeItWasCounted(int slot) {
        memory.putLong(
                HEADER.layout().slot(slot) + ParticipantLayout.STATE_OFFSET,
                ParticipantLayout.stateWord(1, ParticipantLayout.JOINING));

        for (int i = 0; i < TIMEOUT + 1; i++) {
            look();
        }

        assertThat(verdict(slot)).isEqualTo(Verdict.DEAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, MAX_SENDERS})
    void shouldKnowAllWhoAreThere(int count) {
        List<Integer> killed = new ArrayList<>();
        for (int slot = 1; slot <= count; slot++) {
            attach(slot);
            killed.add(slot);
        }
        look();
        assertThat(watcher.onlySender()).isEqualTo(count == 1 ? 1 : 0);

        killed.forEach(holds::release);
        look();

        assertThat(killed).allMatch(slot -> verdict(slot) == Verdict.DEAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {ParticipantLayout.CLOSED, ParticipantLayout.FREE})
    void shouldNotCountASenderThatHasLeft(int left) {
        attach(MAX_SENDERS);
        attach(1);
        look();
        assertThat(watcher.onlySender()).isZero();

        participants.change(MAX_SENDERS, participants.stateWord(MAX_SENDERS), left);
        look();
        assertThat(watcher.onlySender()).isEqualTo(1);

        participants.countTableChange();
        look();
        assertThat(watcher.onlySender()).isEqualTo(1);
    }

    @Test
    void shouldTellOfASenderThatWasKilledBeforeItsLeavingWasCounted() {
        attach(1);
        look();
        participants.beat(1);
        assertThat(look()).isFalse();

        participants.change(1, participants.stateWord(1), ParticipantLayout.CLOSED);
        assertThat(look()).isTrue();
        assertThat(look()).isFalse();
    }

    @Test
    void shouldTellOfASenderThatCameAndWentBetweenTwoLooks() {
        attach(1);
        participants.change(1, participants.stateWord(1), ParticipantLayout.CLOSED);
        assertThat(look()).isTrue();
        assertThat(look()).isFalse();
    }

    @Test
    void shouldFindOutThatASenderDiedThatWasFencedBeforeTheWatcherCame() {
        attach(MAX_SENDERS);
        long open = participants.stateWord(MAX_SENDERS);
        participants.change(MAX_SENDERS, open, ParticipantLayout.FENCED);
        holds.release(MAX_SENDERS);

        watcher = newWatcher();
        look();
        look();

        assertThat(watcher.isAnySenderDropped()).isTrue();
        assertThat(verdict(MAX_SENDERS)).isEqualTo(Verdict.DEAD);
    }

    @Test
    void shouldWatchTheNextSenderInASlot() {
        attach(1);
        look();
        participants.change(1, participants.stateWord(1), ParticipantLayout.CLOSED);
        participants.countTableChange();
        holds.release(1);
        look();
        attach(1);
        look();
        assertThat(watcher.onlySender()).isEqualTo(1);
        assertThat(verdict(1)).isEqualTo(Verdict.LIVE);

        holds.release(1);
        look();

        assertThat(verdict(1)).isEqualTo(Verdict.DEAD);
    }

    private Watcher newWatcher() {
        return new Watcher(
                "test",
                participants,
                HEADER.layout(),
                holds,
                INTERVAL_NS,
                HEADER.heartbeatTimeoutNs());
    }

    private void attach(int slot) {
        holds.tryHold(slot);
        long joining = participants.join(slot);
        participants.change(slot, joining, ParticipantLayout.OPEN);
    }

    private boolean look() {
        nowNs += INTERVAL_NS;
        return watcher.look(nowNs);
    }

    private Verdict verdict(int slot) {
        return watcher.verdict(slot, participants.stateWord(slot));
    }
}
