package io.millrace.ring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.DirectMemory;
import io.millrace.ring.RingRecord.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RingViewTest {
    private static final int CAPACITY = 1024;
    private static final long SALT = 0x1234_5678_9ABC_DEF0L;
    private static final int ALL = Integer.MAX_VALUE;

    private final FileLayout layout = new FileLayout(CAPACITY, 2);
    private final ByteBuffer file = ByteBuffer.allocateDirect((int) layout.fileLength());
    private final DirectMemory memory = new DirectMemory(file);
    private final RingProducer producer = new RingProducer(memory, layout, SALT, 1);

    @Test
    void shouldShowWhatStandsBetweenTheCursors() {
        send("hello");
        producer.tryClaim(100);
        producer.abort(100);
        producer.tryClaim(0);
        new RingProducer(memory, layout, SALT, 2).tryClaim(0);

        List<RingRecord> records = look(ALL).records();

        assertThat(records)
                .extracting(RingRecord::position, RingRecord::kind, RingRecord::extent)
                .containsExactly(
                        tuple(0L, Kind.COMMITTED, 64L),
                        tuple(64L, Kind.PADDING, 128L),
                        tuple(192L, Kind.NOT_READY, 128L));
        assertThat(text(records.get(0))).isEqualTo("hello");
        assertThat(records.get(0).slot()).isEqualTo(1);
    }

    @Test
    void shouldGoOnBehindARecordThatIsNotReady() {
        producer.tryClaim(100);
        RingProducer other = new RingProducer(memory, layout, SALT, 2);
        other.tryClaim(3);
        other.commit(3, 3);

        assertThat(look(ALL).records())
                .extracting(RingRecord::kind, RingRecord::extent, RingRecord::slot)
                .containsExactly(tuple(Kind.NOT_READY, 128L, -1), tuple(Kind.COMMITTED, 64L, 2));
    }

    @Test
    void shouldShowTheFirstBytesAndNoMoreRecordsThanAsked() {
        send("0123456789abcdefXYZ");
        send("second");

        RingView view = look(1);

        assertThat(view.records()).hasSize(1);
        assertThat(text(view.records().get(0))).isEqualTo("0123456789abcdef");
        assertThat(view.records().get(0).length()).isEqualTo(19);
        assertThat(look(0).records()).isEmpty();
    }

    @Test
    void shouldReportCursorsThatCannotBe() {
        cursors(0, 2 * CAPACITY);
        assertThat(look(ALL).problem())
                .contains("producer cursor is 2048, expected 0 (the consumer cursor) to 1024");
        cursors(128, 64);
        assertThat(look(ALL).problem())
                .contains("producer cursor is 64, expected 128 (the consumer cursor) to 1152");
        cursors(-64, 0);
        assertThat(look(ALL).problem())
                .contains("consumer cursor is -64, expected a multiple of 64 that is not negative");
        cursors(0, 65);
        assertThat(look(ALL).problem())
                .contains("producer cursor is 65, expected a multiple of 64 that is not negative");
        cursors(Long.MAX_VALUE - 63, Long.MAX_VALUE - 63);
        assertThat(look(ALL).problem()).isEmpty();
    }

    @Test
    void shouldReportRecordsThatCannotBe() {
        send("hello");
        lengthAt(0, -1);
        assertThat(look(ALL).problem())
                .contains("record at position 0: length is -1, expected 0 to 48");
        lengthAt(0, 49);
        assertThat(look(ALL).problem())
                .contains("record at position 0: length is 49, expected 0 to 48");
        memory.putLong(layout.record(0), RecordLayout.padding(0, SALT));
        lengthAt(0, 7);
        assertThat(look(ALL).problem())
                .contains(
                        "padding at position 0: extent is 23, expected a multiple of 64 up to 64");
        lengthAt(0, Integer.MAX_VALUE);
        assertThat(look(ALL).problem()).isPresent();
        lengthAt(0, -16);
        assertThat(look(ALL).problem()).isPresent();
    }

    @Test
    void shouldNeitherFailNorLoopOnGarbage() {
        Random random = new Random(42);
        for (int round = 0; round < 2000; round++) {
            for (int at = (int) layout.ringOffset(); at < layout.fileLength(); at += 8) {
                long position = at - layout.ringOffset();
                memory.putLong(
                        at,
                        switch (random.nextInt(4)) {
                            case 0 -> RecordLayout.committed(position, SALT);
                            case 1 -> RecordLayout.padding(position, SALT);
                            case 2 -> RecordLayout.lengthAndSlot(random.nextInt(200) - 20, 1);
                            default -> random.nextLong();
                        });
            }
            cursors(64L * random.nextInt(16), 64L * random.nextInt(32));
            assertThat(look(ALL).records()).hasSizeLessThanOrEqualTo(CAPACITY / 64);
        }
    }

    private void send(String message) {
        long position = producer.tryClaim(message.length());
        new UnsafeBuffer(file)
                .putStringWithoutLengthAscii(
                        (int) layout.record(position) + RecordLayout.HEADER_LENGTH, message);
        producer.commit(message.length(), message.length());
    }

    private void cursors(long consumer, long to) {
        memory.putLong(CounterLayout.CONSUMER_CURSOR, consumer);
        memory.putLong(ClaimWord.OFFSET, to);
    }

    private void lengthAt(long position, int length) {
        memory.putLong(
                layout.record(position) + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                RecordLayout.lengthAndSlot(length, 1));
    }

    private RingView look(int limit) {
        return RingView.look(memory, layout, SALT, limit);
    }

    private static String text(RingRecord record) {
        byte[] bytes = new byte[record.preview().remaining()];
        record.preview().duplicate().get(bytes);
        return new String(bytes, US_ASCII);
    }
}
