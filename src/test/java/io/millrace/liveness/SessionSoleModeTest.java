package io.millrace.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.mapping.FreshChannel;
import io.millrace.mapping.Header;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import io.millrace.ring.CorruptRecordException;
import io.millrace.testkit.StepProof;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What a session has to do with the mode of a sole sender. */
class SessionSoleModeTest {
    private static final long INTERVAL_NS = 1_000_000;
    private static final Header HEADER =
            new Header(1024, 2, 7, 8, INTERVAL_NS, 3 * INTERVAL_NS, 0, 0, 0);
    private static final long IMPOSSIBLE_MARKER = ClaimWord.marker(1, 2047);

    private final ByteBuffer file = ByteBuffer.allocateDirect((int) HEADER.layout().fileLength());
    private final Memory memory = new DirectMemory(file);
    private final LocalHolds holds = new LocalHolds(2);
    private final Session session;
    private long nowNs;

    SessionSoleModeTest() {
        FreshChannel.format(file, HEADER);
        session = session(holds);
        session.retain();
    }

    @Test
    void shouldTellASenderEachIntervalWhetherItIsAlone() {
        Sender first = attach();
        assertThat(toldAlone(first)).isTrue();

        Sender second = attach();
        assertThat(toldAlone(first)).isFalse();
        assertThat(second.alone).isFalse();

        session.leave(second.slot());
        assertThat(toldAlone(first)).isTrue();
    }

    @Test
    void shouldNotCallASenderAloneBesideOneThatWasFenced() {
        Sender first = attach();
        Participants participants = session.participants();
        int fenced = attach().slot();
        participants.change(fenced, participants.stateWord(fenced), ParticipantLayout.FENCED);

        assertThat(toldAlone(first)).isFalse();
    }

    @Test
    void shouldShowTheProducerCursorThatRacingSendersLeftBehind() {
        memory.putLong(ClaimWord.OFFSET, 128);
        memory.putLong(CounterLayout.PRODUCER_CURSOR, 0);

        beat();

        assertThat(memory.getLong(CounterLayout.PRODUCER_CURSOR)).isEqualTo(128);
    }

    @Test
    void shouldGoOnBeatingOverADamagedClaimWord() {
        Sender sender = attach();
        memory.putLong(CounterLayout.PRODUCER_CURSOR, 64);
        memory.putLong(ClaimWord.OFFSET, IMPOSSIBLE_MARKER);
        long beats = session.participants().heartbeat(sender.slot());

        beat();

        assertThat(session.participants().heartbeat(sender.slot())).isEqualTo(beats + 1);
        assertThat(memory.getLong(CounterLayout.PRODUCER_CURSOR)).isEqualTo(64);
    }

    @Test
    void shouldLetGoOfASlotWhoseJudgementFails() {
        Session newcomer =
                session(
                        new StepProof(
                                holds,
                                (step, changes) ->
                                        memory.putLong(ClaimWord.OFFSET, IMPOSSIBLE_MARKER)));

        assertThatThrownBy(() -> newcomer.takeSenderSlot(() -> false))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageStartingWith("producer cursor is " + IMPOSSIBLE_MARKER);

        assertThat(holds.isHeld(1)).isFalse();
    }

    private Session session(DeathProof proof) {
        return new Session("test", memory, HEADER, proof);
    }

    private Sender attach() {
        Sender sender = new Sender(session.takeSenderSlot(() -> false));
        session.open(sender);
        return sender;
    }

    private boolean toldAlone(Sender sender) {
        sender.alone = null;
        beat();
        return sender.alone;
    }

    private void beat() {
        nowNs += INTERVAL_NS;
        session.beatAndWatch(nowNs);
    }

    /** A half that keeps what it is told. */
    private static final class Sender implements LocalHalf {
        private final int slot;
        private Boolean alone;

        Sender(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public void wake() {}

        @Override
        public void setAlone(boolean alone) {
            this.alone = alone;
        }

        @Override
        public void close() {}
    }
}
