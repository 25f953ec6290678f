package io.millrace.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Whether a sender's claim is what the receiver may sleep for. */
class AwaitedClaimTest {
    private static final long SALT = 0x5EED_0F_5A17L;
    private static final int CAPACITY = 16 * 1024;
    private static final int LENGTH = 40;
    private static final int LONG_LENGTH = 5000;

    private final FileLayout layout = new FileLayout(CAPACITY, 2);
    private final Memory memory =
            new DirectMemory(ByteBuffer.allocateDirect((int) layout.fileLength()));
    private final RingProducer first = new RingProducer(memory, layout, SALT, 1);
    private final RingProducer second = new RingProducer(memory, layout, SALT, 2);
    private final RingConsumer consumer = new RingConsumer(memory, layout, SALT, TestOwners.LIVING);

    @Test
    void isTheOneAtTheReadPosition() {
        first.tryClaim(LENGTH);
        second.tryClaim(LENGTH);
        assertThat(first.isAwaited()).isTrue();
        assertThat(second.isAwaited()).isFalse();
        first.commit(LENGTH, LENGTH);
        readAll();
        assertThat(first.isAwaited()).isFalse();
        assertThat(second.isAwaited()).isTrue();
    }

    @Test
    void isALongOneAsWell() {
        first.tryClaim(LONG_LENGTH);
        second.tryClaim(LONG_LENGTH);
        assertThat(first.isAwaited()).isTrue();
        assertThat(second.isAwaited()).isFalse();
    }

    @Test
    void isOneWhosePaddingIsAtTheReadPosition() {
        long lastLine = CAPACITY - RecordLayout.ALIGNMENT;
        memory.putLong(ClaimWord.OFFSET, lastLine);
        memory.putLong(CounterLayout.CONSUMER_CURSOR, lastLine);
        assertThat(first.tryClaim(100)).isEqualTo(CAPACITY);
        assertThat(first.isAwaited()).isTrue();
    }

    @Test
    void isOneOfWhichSomeRecordsWereRead() {
        int extent = RecordLayout.extent(LENGTH);
        long position = first.tryClaimExtent(3 * extent);
        first.commitAt(position, LENGTH);
        readAll();
        assertThat(first.isAwaited()).isTrue();
    }

    @Test
    void isOneBehindMemoryThatAFencedSenderStillOwns() {
        first.tryClaim(LENGTH);
        second.tryClaim(LENGTH);
        memory.putLong(CounterLayout.READ_POSITION, RecordLayout.extent(LENGTH));
        assertThat(second.isAwaited()).isTrue();
    }

    private void readAll() {
        while (consumer.next()) {
            consumer.advance();
        }
        consumer.publish();
    }
}
