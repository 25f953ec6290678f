package io.millrace.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An array of any length arrives whole, and nothing beside it is touched. */
class SmallCopyTest {
    private static final int LONGEST = 300;
    private static final byte UNTOUCHED = -1;

    @ParameterizedTest(name = "from offset {0}")
    @ValueSource(ints = {0, 3, 16})
    void copiesEveryLengthAndNothingElse(int offset) {
        for (int length = 0; length <= LONGEST; length++) {
            byte[] from = message(length);
            byte[] expected = untouched();
            System.arraycopy(from, 0, expected, offset, length);

            UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * LONGEST));
            direct.putBytes(0, untouched());
            SmallCopy.copy(from, direct, offset);
            UnsafeBuffer heap = new UnsafeBuffer(untouched());
            SmallCopy.copy(from, heap, offset);

            assertThat(bytes(direct)).as("%d bytes off the heap", length).isEqualTo(expected);
            assertThat(bytes(heap)).as("%d bytes on the heap", length).isEqualTo(expected);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));

        assertThatThrownBy(() -> SmallCopy.copy(message(33), buffer, 32))
                .isInstanceOf(IndexOutOfBoundsException.class);

        assertThat(bytes(buffer)).containsOnly(0);
    }

    private static byte[] message(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 100 + 1);
        }
        return bytes;
    }

    private static byte[] untouched() {
        byte[] bytes = new byte[2 * LONGEST];
        Arrays.fill(bytes, UNTOUCHED);
        return bytes;
    }

    private static byte[] bytes(UnsafeBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
