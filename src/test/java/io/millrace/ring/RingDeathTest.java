package io.millrace.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import io.millrace.testkit.CheckedMemory;
import io.millrace.testkit.InstantMemory;
import io.millrace.testkit.StepMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Three senders that die one after the other, each after any of its steps or not at all, with
 * different lengths, at every place of the ring: losers of a claim beside the winner of it. Deaths
 * are sudden ends of the real code between two accesses to memory; the kill matrix does the same
 * with real processes and fewer combinations.
 */
class RingDeathTest {
    private static final long SALT = 0x5EED_0F_5A17L;
    private static final int CAPACITY = 1024;
    private static final int[] LENGTHS = {10, 100, 300};
    private static final int SURVIVES = Integer.MAX_VALUE;

    private final FileLayout layout = new FileLayout(CAPACITY, 3);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect((int) layout.fileLength());
    private final Memory memory =
            new InstantMemory(new CheckedMemory(new DirectMemory(buffer), layout.fileLength()));
    private final byte[] zeros = new byte[(int) layout.fileLength()];

    @Test
    void shouldDeliverWhatWasCommittedAndPassWhatWasNot() {
        List<Life> lives = lives(9, false);
        for (int start = 0; start < CAPACITY; start += 3 * RecordLayout.ALIGNMENT) {
            checkAll(start, lives, lives);
        }
    }

    /** The first is the sole sender; the second and the third die while they end its mode, too. */
    @Test
    void shouldDoSoAfterASoleSender() {
        for (int start : new int[] {0, 12 * RecordLayout.ALIGNMENT}) {
            checkAll(start, lives(14, true), lives(12, false));
        }
    }

    private void checkAll(int start, List<Life> firsts, List<Life> others) {
        for (Life first : firsts) {
            for (Life second : others) {
                for (Life third : others) {
                    check(start, first, second, third);
                }
            }
        }
    }

    private static List<Life> lives(int longest, boolean sole) {
        List<Life> lives = new ArrayList<>();
        for (int length : LENGTHS) {
            for (int steps = 0; steps < longest; steps++) {
                lives.add(new Life(length, steps, sole, longest));
            }
            lives.add(new Life(length, SURVIVES, sole, longest));
        }
        return lives;
    }

    /**
     * A sender's life.
     *
     * @param steps after which it dies.
     * @param longest more than it has.
     */
    private record Life(int length, int steps, boolean sole, int longest) {}

    private void check(int start, Life... lives) {
        buffer.put(0, zeros);
        memory.putLong(ClaimWord.OFFSET, start);
        memory.putLong(CounterLayout.CONSUMER_CURSOR, start);
        List<Integer> committed = new ArrayList<>();
        for (int i = 0; i < lives.length; i++) {
            live(i + 1, lives[i], committed);
        }

        List<Integer> received = new ArrayList<>();
        RingConsumer consumer = new RingConsumer(memory, layout, SALT, TestOwners.DEAD);
        RingRepair repair = new RingRepair(memory, layout, SALT, TestOwners.DEAD);
        SoleMode.end(memory, layout);
        long end = memory.getLong(ClaimWord.OFFSET);
        int repairs = 0;
        while (consumer.position() != end) {
            if (consumer.next()) {
                received.add(consumer.length());
                consumer.advance();
            } else if (consumer.position() != end) {
                repair.examine(consumer.position());
                assertThat(++repairs).as("repairs: %s", (Object) lives).isLessThan(10);
            }
        }
        consumer.publish();

        assertThat(received).as("from %s: %s", start, lives).isEqualTo(committed);
        assertThat(memory.getLong(CounterLayout.CONSUMER_CURSOR)).isEqualTo(end);
        for (int slot = 1; slot <= lives.length; slot++) {
            assertThat(new ReuseLimit(memory, layout, SALT, TestOwners.DEAD).isFinished(slot))
                    .isTrue();
        }
    }

    private void live(int slot, Life life, List<Integer> committed) {
        Lifetime lifetime = new Lifetime(life.steps());
        RingProducer producer =
                new RingProducer(new StepMemory(memory, lifetime), layout, SALT, slot);
        producer.setAlone(life.sole());
        try {
            if (life.steps() == 0) {
                return;
            }
            long position = producer.tryClaim(life.length());
            if (position == RingProducer.FULL) {
                return;
            }
            producer.commit(life.length(), life.length());
            assertThat(lifetime.steps).as("steps of %s", life).isLessThan(life.longest());
        } catch (Death e) {
            if (!lifetime.hasStamped) {
                return;
            }
        }
        committed.add(life.length());
    }

    /** Ends after so many changes of memory. */
    private final class Lifetime implements StepMemory.Listener {
        private final long start = SoleMode.producerCursor(memory, layout);
        private final int lastStep;
        private int steps;
        private boolean hasStamped;

        Lifetime(int lastStep) {
            this.lastStep = lastStep;
        }

        @Override
        public void after(String access, boolean changes) {
            if (!changes) {
                return;
            }
            hasStamped = hasCommittedStamp(start, start + CAPACITY);
            if (++steps == lastStep) {
                throw new Death();
            }
        }

        private boolean hasCommittedStamp(long from, long to) {
            for (long at = from; at < to; at += RecordLayout.ALIGNMENT) {
                if (memory.getLong(layout.record(at)) == RecordLayout.committed(at, SALT)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;

        Death() {
            super("died", null, false, false);
        }
    }
}
