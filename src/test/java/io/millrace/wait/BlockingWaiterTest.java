package io.millrace.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.memory.DirectMemory;
import io.millrace.testkit.WakeUpsOnly;
import org.agrona.BufferUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockingWaiterTest {
    private static final long BRIEF_NS = 1_000;

    private final WakeUpsOnly futex = new WakeUpsOnly();
    private final DirectMemory memory =
            new DirectMemory(BufferUtil.allocateDirectAligned(64, Long.BYTES));
    private final SleepWord word = new SleepWord(memory, 0, () -> futex);
    private final BlockingWaiter waiter = new BlockingWaiter(word, false, () -> true, 0);

    @BeforeEach
    void begin() {
        assumeTrue(Futex.get().isKernel(), "no futex here");
        waiter.begin();
    }

    @Test
    void looksAgainBetweenTheAnnouncementAndTheSleep() {
        waiter.sleep(BRIEF_NS, 1);
        assertThat(word.isArmed()).isTrue();
        assertThat(futex.calls()).isZero();
        waiter.sleep(BRIEF_NS, 1);
        assertThat(futex.calls()).isEqualTo(1);
    }

    @Test
    void looksAgainBeforeASleepForSomethingElseThanItAnnounced() {
        waiter.sleep(BRIEF_NS, 1);
        waiter.sleep(BRIEF_NS, 2);
        assertThat(futex.calls()).isZero();
        waiter.sleep(BRIEF_NS, 2);
        assertThat(futex.calls()).isEqualTo(1);
    }

    @Test
    void takesItsAnnouncementBack() {
        waiter.sleep(BRIEF_NS, 1);
        waiter.end();
        assertThat(word.isArmed()).isFalse();
    }
}
