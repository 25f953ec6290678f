package io.millrace;

import static io.millrace.Refusals.assertThrows;
import static io.millrace.SmallChannelFile.CAPACITY;
import static io.millrace.SmallChannelFile.LAYOUT;
import static io.millrace.SmallChannelFile.MAX_SENDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.ControlLayout;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.Corruptor;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged cursors and records behind a sound header. */
class DamagedRingTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    private SmallChannelFile file;

    @BeforeEach
    void make() {
        file = SmallChannelFile.make(directory.resolve("channel"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 63, -64, Long.MIN_VALUE, 4095})
    void aDamagedProducerCursorIsRefusedByBothHalves(long cursor) throws IOException {
        file.patch(ClaimWord.OFFSET, cursor);
        String text =
                file.path()
                        + ": producer cursor is "
                        + cursor
                        + ", expected a multiple of 64 that is not negative";

        try (Channel channel = Channel.open(file.path())) {
            assertThrows(ChannelFormatException.class, () -> channel.receiver(Codec.utf8()), text);
            assertThrows(ChannelFormatException.class, () -> channel.sender(Codec.utf8()), text);
        }
    }

    @Test
    void aConsumerCursorThatIsNoPositionIsRefusedByBothHalves() throws IOException {
        file.patch(CounterLayout.CONSUMER_CURSOR, 65);
        String text =
                file.path()
                        + ": consumer cursor is 65, expected a multiple of 64 that is not"
                        + " negative";

        try (Channel channel = Channel.open(file.path())) {
            assertThrows(ChannelFormatException.class, () -> channel.receiver(Codec.utf8()), text);
            assertThrows(ChannelFormatException.class, () -> channel.sender(Codec.utf8()), text);
        }
    }

    @Test
    void cursorsThatContradictEachOtherAreRefusedByTheReceiver() throws IOException {
        try (Channel channel = Channel.open(file.path())) {
            file.patch(CounterLayout.CONSUMER_CURSOR, 128);
            assertThrows(
                    ChannelFormatException.class,
                    () -> channel.receiver(Codec.utf8()),
                    file.path()
                            + ": producer cursor is 0, expected 128 (the consumer cursor) to"
                            + " 4224");

            file.patch(CounterLayout.CONSUMER_CURSOR, 0);
            file.patch(ClaimWord.OFFSET, 4160);
            assertThrows(
                    ChannelFormatException.class,
                    () -> channel.receiver(Codec.utf8()),
                    file.path()
                            + ": producer cursor is 4160, expected 0 (the consumer cursor) to"
                            + " 4096");

            file.patch(ClaimWord.OFFSET, 128);
            file.patch(CounterLayout.READ_POSITION, 192);
            assertThrows(
                    ChannelFormatException.class,
                    () -> channel.receiver(Codec.utf8()),
                    file.path() + ": read position is 192, expected 0 to 128");

            file.patch(CounterLayout.READ_POSITION, 0);
            file.patch(ClaimWord.OFFSET, 0);
            channel.receiver(Codec.utf8()).close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 2033})
    void aDamagedLengthOfARecordIsRefusedByEveryWayToReceive(int length) throws IOException {
        try (Channel channel = Channel.open(file.path())) {
            channel.sender(Codec.utf8()).send("damaged");
            file.patch(
                    LAYOUT.ringOffset() + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                    RecordLayout.lengthAndSlot(length, 1));
            Receiver<String> receiver = channel.receiver(Codec.utf8());
            String text =
                    file.path()
                            + ": record at position 0: length "
                            + length
                            + ", expected 0 to 2032";

            assertThrows(ChannelFormatException.class, receiver::receive, text);
            assertThrows(ChannelFormatException.class, receiver::tryReceive, text);
            assertThrows(
                    ChannelFormatException.class,
                    () -> receiver.poll((buffer, offset, bytes) -> {}, 1),
                    text);
            assertThrows(ChannelFormatException.class, receiver::isClosed, text);
            assertThrows(ChannelFormatException.class, () -> receiver.iterator().hasNext(), text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -16, Integer.MAX_VALUE, 4096, 63})
    void aDamagedExtentOfPaddingIsRefused(int length) throws IOException {
        try (Channel channel = Channel.open(file.path())) {
            channel.sender(Codec.utf8()).claim(10).abort();
            file.patch(
                    LAYOUT.ringOffset() + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                    RecordLayout.lengthAndSlot(length, 1));
            Receiver<String> receiver = channel.receiver(Codec.utf8());

            assertThrows(
                    ChannelFormatException.class,
                    receiver::tryReceive,
                    file.path()
                            + ": padding at position 0: extent "
                            + (length + RecordLayout.HEADER_LENGTH)
                            + ", expected a multiple of 64 up to 4096");
        }
    }

    @Test
    void noDamageCrashesOrHangsAJvm() {
        try (ChildJvm jvm =
                ChildJvm.start(
                        Corruptor.class,
                        directory,
                        600,
                        ControlLayout.START,
                        LAYOUT.fileLength(),
                        CAPACITY,
                        MAX_SENDERS)) {
            String summary = jvm.awaitLine("survived");
            assertThat(jvm.awaitExit()).isZero();
            assertThat(summary).startsWith("survived 600 damaged channels");
        }
    }
}
