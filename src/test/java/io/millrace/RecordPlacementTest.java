package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.RecordLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in the ring a record may stand. */
class RecordPlacementTest {
    @Test
    void aRecordNeverStraddlesTheEndOfTheRingWhereverItIsReached() {
        for (int boundary = 0; boundary < SmallRing.CAPACITY; boundary += RecordLayout.ALIGNMENT) {
            for (int length : new int[] {0, 48, 49, 1000, 2032}) {
                try (Channel fresh = Channel.inProcess(SmallRing.OPTIONS)) {
                    Sender<byte[]> sender = fresh.sender(Codec.bytes());
                    Receiver<byte[]> receiver = fresh.receiver(Codec.bytes());
                    for (int at = 0; at < boundary; at += RecordLayout.ALIGNMENT) {
                        sender.send(new byte[0]);
                        receiver.receive();
                    }

                    byte[] first = SmallRing.pattern(length, boundary);
                    byte[] second = SmallRing.pattern(length, boundary + 1);
                    assertThat(sender.trySend(first)).isTrue();
                    assertThat(receiver.receive()).isEqualTo(first);
                    assertThat(sender.trySend(second)).isTrue();
                    assertThat(receiver.receive()).isEqualTo(second);

                    int extent = RecordLayout.extent(length);
                    int padding =
                            SmallRing.CAPACITY - boundary < extent
                                    ? SmallRing.CAPACITY - boundary
                                    : 0;
                    long afterFirst = (long) boundary + padding + extent;
                    int left = SmallRing.CAPACITY - (int) (afterFirst % SmallRing.CAPACITY);
                    long expected = afterFirst + (left < extent ? left : 0) + extent;
                    assertThat(fresh.status().producerCursor()).isEqualTo(expected);
                    assertThat(fresh.status().consumerCursor()).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, SmallRing.CAPACITY, 1 << 16, 1 << 20})
    void everyRecordStandsAtACacheLine(int capacity) {
        try (Channel sized = Channel.inProcess(SmallRing.OPTIONS.capacity(capacity))) {
            Sender<byte[]> sender = sized.sender(Codec.bytes());
            Receiver<byte[]> receiver = sized.receiver(Codec.bytes());
            for (int length = 0; length < 200; length += 7) {
                sender.send(new byte[length]);
                receiver.poll(
                        (buffer, offset, size) -> {
                            assertThat(offset % 16).isZero();
                            assertThat((buffer.addressOffset() + offset) % 64)
                                    .isEqualTo(RecordLayout.HEADER_LENGTH);
                        },
                        1);
            }
        }
    }
}
