package io.millrace.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import io.millrace.testkit.StepMemory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReuseLimitTest {
    private static final long SALT = 0x5EED_0F_5A17L;
    private static final int CAPACITY = 1024;
    private static final int DEAD = 1;
    private static final int OTHER = 2;

    private final FileLayout layout = new FileLayout(CAPACITY, 2);
    private final Memory memory =
            new DirectMemory(ByteBuffer.allocateDirect((int) layout.fileLength()));

    @Test
    void shouldNotTakeAnotherSendersPayloadForTheLengthOfARecordThatWasPassed() {
        long padding = CAPACITY - RecordLayout.ALIGNMENT;
        memory.putLong(ClaimWord.OFFSET, padding);
        memory.putLong(CounterLayout.CONSUMER_CURSOR, padding);
        producer(DEAD).tryClaim(100);
        String stampOfPadding = "load at " + layout.record(padding);
        boolean[] moved = {false};
        Memory newcomers =
                new StepMemory(
                        memory,
                        (access, changes) -> {
                            if (access.equals(stampOfPadding) && !moved[0]) {
                                moved[0] = true;
                                passAndWriteOver(padding);
                            }
                        });

        boolean finished =
                new ReuseLimit(newcomers, layout, SALT, TestOwners.LIVING).isFinished(DEAD);

        assertThat(moved[0]).isTrue();
        assertThat(finished).isFalse();
    }

    /** The receiver passes the padding, another sender's payload covers its header. */
    private void passAndWriteOver(long padding) {
        RingConsumer consumer = new RingConsumer(memory, layout, SALT, TestOwners.LIVING);
        assertThat(consumer.next()).isFalse();
        consumer.publish();
        RingProducer other = producer(OTHER);
        int longest = RecordLayout.maxPayloadLength(CAPACITY);
        other.tryClaim(longest);
        other.commit(longest, longest);
        int length = 368;
        long position = other.tryClaim(length);
        assertThat(position + RecordLayout.extent(length))
                .isEqualTo(padding + RecordLayout.ALIGNMENT + CAPACITY);
        memory.putLong(layout.record(padding) + RecordLayout.LENGTH_AND_SLOT_OFFSET, 0x2020_2020L);
    }

    private RingProducer producer(int slot) {
        return new RingProducer(memory, layout, SALT, slot);
    }
}
