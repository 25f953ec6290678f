package io.millrace.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import io.millrace.testkit.CheckedMemory;
import io.millrace.testkit.ForwardingMemory;
import io.millrace.testkit.InstantMemory;
import io.millrace.testkit.StepMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A sole sender that is held between any two of its steps while somebody else comes, ends its mode
 * and sends, leaves, and comes again. Held and not dead: it goes on afterwards, from where it was.
 */
class SoleModeTest {
    private static final long SALT = 0x50_1E_5A17L;
    private static final int CAPACITY = 1024;
    private static final int OWN = 1;
    private static final int OTHER = 2;
    private static final int MESSAGES = 4;

    private final FileLayout layout = new FileLayout(CAPACITY, 3);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect((int) layout.fileLength());
    private final Memory memory =
            new InstantMemory(new CheckedMemory(new DirectMemory(buffer), layout.fileLength()));
    private final byte[] zeros = new byte[(int) layout.fileLength()];

    private RingConsumer consumer;
    private final List<Long> receivedOwn = new ArrayList<>();
    private final List<Long> receivedOther = new ArrayList<>();

    @Test
    void shouldClaimWithoutALockedInstruction() {
        List<String> locked = new ArrayList<>();
        begin(0);
        RingProducer producer =
                new RingProducer(
                        new StepMemory(
                                memory,
                                (access, changes) -> {
                                    if (access.contains("compare") || access.contains("addition")) {
                                        locked.add(access);
                                    }
                                }),
                        layout,
                        SALT,
                        OWN);
        producer.setAlone(true);
        assertThat(send(producer, OWN, 0, 10)).isTrue();
        locked.clear();

        assertThat(send(producer, OWN, 1, 10)).isTrue();

        assertThat(locked).isEmpty();
        assertThat(SoleMode.producerCursor(memory, layout)).isEqualTo(128);
    }

    @Test
    void shouldReadTheSoleSendersIntentOnlyAfterItsStoresAreVisible() {
        List<String> steps = new ArrayList<>();
        begin(0);
        RingProducer producer = new RingProducer(memory, layout, SALT, OWN);
        producer.setAlone(true);
        send(producer, OWN, 0, 10);

        SoleMode.end(
                new ForwardingMemory(memory) {
                    @Override
                    protected void after(String access, long offset, boolean changes) {
                        steps.add(access + " at " + offset);
                    }

                    @Override
                    public void awaitForeignStores() {
                        steps.add("wait");
                    }
                },
                layout);

        String intent = "load at " + (layout.slot(OWN) + ParticipantLayout.INTENT_OFFSET);
        assertThat(steps)
                .containsOnlyOnce("wait", intent)
                .containsSubsequence(
                        "compare-and-set at " + ClaimWord.OFFSET,
                        "wait",
                        intent,
                        "compare-and-set at " + SoleMode.baseWord(layout, OWN));
    }

    @Test
    void shouldLeaveNoIntentBehindWhenTheModeHasEnded() {
        begin(0);
        RingProducer producer = new RingProducer(memory, layout, SALT, OWN);
        producer.setAlone(true);
        send(producer, OWN, 0, 10);
        send(producer, OWN, 1, 10);
        send(new RingProducer(memory, layout, SALT, OTHER), OTHER, 0, 10);

        assertThat(producer.tryExtentAtOnce(RecordLayout.ALIGNMENT))
                .isEqualTo(RingProducer.UNUSUAL);
        assertThat(memory.getLong(layout.slot(OWN) + ParticipantLayout.INTENT_OFFSET))
                .isEqualTo(Intent.NONE);
    }

    @Test
    void shouldSurviveAnotherSenderBetweenAnyTwoSteps() {
        for (int length : new int[] {10, 100, 300}) {
            for (int start = 0; start < CAPACITY; start += 4 * RecordLayout.ALIGNMENT) {
                for (int step = 1; check(start, length, step, 0); step++) {
                    for (int second = step + 1; check(start, length, step, second); second++) {
                        // The check is the body.
                    }
                }
            }
        }
    }

    /** A visitor comes after these two steps of the sole sender; false if it ended before. */
    private boolean check(int start, int length, int step, int second) {
        begin(start);
        Visits visits = new Visits(step, second);
        RingProducer producer = new RingProducer(new StepMemory(memory, visits), layout, SALT, OWN);
        producer.setAlone(true);
        for (long number = 0; number < MESSAGES; number++) {
            while (!send(producer, OWN, number, length)) {
                drain();
            }
            // As the heartbeat would say once the visitor has left.
            producer.setAlone(true);
        }
        producer.withdraw();
        drain();

        assertThat(receivedOwn)
                .as("from %s, length %s, visits at %s and %s", start, length, step, second)
                .containsExactlyElementsOf(numbers(MESSAGES));
        assertThat(receivedOther).containsExactlyElementsOf(numbers(visits.sent));
        assertThat(memory.getLong(ClaimWord.OFFSET)).isEqualTo(consumer.position());
        return visits.sent == (second == 0 ? 1 : 2);
    }

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private void begin(int start) {
        buffer.put(0, zeros);
        memory.putLong(ClaimWord.OFFSET, start);
        memory.putLong(CounterLayout.CONSUMER_CURSOR, start);
        consumer = new RingConsumer(memory, layout, SALT, TestOwners.LIVING);
        receivedOwn.clear();
        receivedOther.clear();
    }

    private boolean send(RingProducer producer, int slot, long number, int length) {
        long position = SimpleRing.tryClaim(producer, length);
        if (position == RingProducer.FULL) {
            return false;
        }
        buffer.putLong(
                (int) layout.record(position) + RecordLayout.HEADER_LENGTH, number << 8 | slot);
        producer.commit(length, length);
        return true;
    }

    private void drain() {
        while (consumer.next()) {
            long message = buffer.getLong((int) layout.ringOffset() + consumer.offset());
            ((message & 0xFF) == OWN ? receivedOwn : receivedOther).add(message >>> 8);
            consumer.advance();
        }
        consumer.publish();
    }

    /** Another sender that comes, sends one message and leaves, at the given steps. */
    private final class Visits implements StepMemory.Listener {
        private final int first;
        private final int second;
        private int step;
        private int sent;

        Visits(int first, int second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void after(String access, boolean changes) {
            step++;
            if (step == first || step == second) {
                SoleMode.end(memory, layout);
                RingProducer visitor = new RingProducer(memory, layout, SALT, OTHER);
                // Alone for all it knows, the second time: the sole sender may be held.
                visitor.setAlone(step == second);
                if (send(visitor, OTHER, sent, 10)) {
                    sent++;
                } else {
                    drain();
                    send(visitor, OTHER, sent++, 10);
                }
                visitor.withdraw();
            }
        }
    }
}
