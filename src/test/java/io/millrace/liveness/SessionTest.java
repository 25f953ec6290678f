package io.millrace.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.mapping.FreshChannel;
import io.millrace.mapping.Header;
import io.millrace.memory.DirectMemory;
import io.millrace.testkit.Await;
import io.millrace.testkit.Background;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final long INTERVAL_NS = 1_000_000;
    private static final Header HEADER =
            new Header(1024, 2, 7, 8, INTERVAL_NS, 3 * INTERVAL_NS, 0, 0, 0);

    private final FileLayout layout = HEADER.layout();
    private final ByteBuffer file = ByteBuffer.allocateDirect((int) layout.fileLength());

    SessionTest() {
        FreshChannel.format(file, HEADER);
    }

    @Test
    void aSenderThatIsFencedBeforeItIsOpenStaysFenced() {
        Session session = session(new LocalHolds(2));
        int slot = session.takeSenderSlot(() -> false);
        Participants participants = session.participants();
        participants.countAttach();
        participants.change(slot, participants.stateWord(slot), ParticipantLayout.FENCED);
        assertThat(session.droppedSenders().tryClose(0)).isTrue();

        long open = session.open(new Half(slot));

        assertThat(ParticipantLayout.stateName(participants.stateWord(slot))).isEqualTo("fenced");
        assertThat(open).isNotEqualTo(participants.stateWord(slot));
    }

    @Test
    void theHoldsAreNotGivenBackUnderAWatcherThatLooksAtThem() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        AtomicBoolean lookedAfterClose = new AtomicBoolean();
        Session session =
                session(
                        new DeathProof() {
                            @Override
                            public boolean tryHold(int slot) {
                                return true;
                            }

                            @Override
                            public void release(int slot) {}

                            @Override
                            public boolean isHeld(int slot) {
                                looks.countDown();
                                awaitUninterruptibly(goOn);
                                lookedAfterClose.set(closed.get());
                                return true;
                            }

                            @Override
                            public void close() {
                                closed.set(true);
                            }
                        });
        session.retain();
        session.takeSenderSlot(() -> false);
        session.beatAndWatch(0);
        Background<Void> watcher =
                Background.run("watcher", () -> session.beatAndWatch(2 * INTERVAL_NS));
        looks.await();

        Background<Boolean> release = Background.call("release", session::releaseUser);
        Await.until(
                "the release waits or is done",
                () -> release.isDone() || release.thread().getState() == Thread.State.BLOCKED);
        goOn.countDown();

        watcher.result();
        assertThat(release.result()).isTrue();
        assertThat(closed).isTrue();
        assertThat(lookedAfterClose).isFalse();
        session.beatAndWatch(4 * INTERVAL_NS);
        assertThat(lookedAfterClose).isFalse();
    }

    private Session session(DeathProof proof) {
        return new Session("test", new DirectMemory(file), HEADER, proof);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Half(int slot) implements LocalHalf {
        @Override
        public void wake() {}

        @Override
        public void close() {}
    }
}
