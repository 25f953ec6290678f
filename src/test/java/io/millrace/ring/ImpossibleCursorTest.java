package io.millrace.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.ParticipantLayout;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A claim in a damaged file is refused where it might leave the ring. */
class ImpossibleCursorTest {
    private static final long SALT = 0x5EED_0F_5A17L;
    private static final int CAPACITY = 1024;
    private static final int SLOT = 1;
    private static final int LENGTH = 200;
    private static final long OLD_INTENT = 64 | 1;

    private final FileLayout layout = new FileLayout(CAPACITY, 2);
    private final Memory memory =
            new DirectMemory(ByteBuffer.allocateDirect((int) layout.fileLength()));

    @ParameterizedTest
    @CsvSource({
        "9223372036854775795, true",
        "9223372036854775795, false",
        "9223372036854775744, true",
        "9223372036854775744, false",
        "4611686018427387904, true",
        "4611686018427387904, false",
        "100, true",
        "100, false"
    })
    void isRefusedInEitherMode(long cursor, boolean alone) {
        RingProducer producer = producer(cursor, alone);
        long intentWord = layout.slot(SLOT) + ParticipantLayout.INTENT_OFFSET;
        memory.putLong(intentWord, OLD_INTENT);
        assertThatThrownBy(() -> producer.tryClaim(LENGTH))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessage(
                        "producer cursor is "
                                + cursor
                                + ", expected a multiple of 64 from 0 to 4611686018427387840");
        assertThat(memory.getLong(intentWord)).isZero();
    }

    @Test
    void theLastPossibleOneIsNot() {
        RingProducer producer = producer(ClaimWord.MAX_POSITION, false);
        assertThat(producer.tryClaim(LENGTH)).isEqualTo(ClaimWord.MAX_POSITION + 64);
    }

    private RingProducer producer(long cursor, boolean alone) {
        memory.putLong(ClaimWord.OFFSET, cursor);
        memory.putLong(CounterLayout.CONSUMER_CURSOR, cursor);
        RingProducer producer = new RingProducer(memory, layout, SALT, SLOT);
        producer.setAlone(alone);
        return producer;
    }
}
