package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.ParticipantLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records and claims that no sender can have made: nobody waits for them in vain. */
@SuppressWarnings("ByteBufferBackingArray") // the buffers are made on arrays
class UnsoundRecordsTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    private HostileFile hostile;
    private Path path;

    @BeforeEach
    void makeFile() throws IOException {
        hostile = new HostileFile(directory);
        path = hostile.path();
    }

    @Test
    void aRecordPastTheProducerCursorIsRefused() throws IOException {
        ByteBuffer file = hostile.template(0);
        stamp(file, 0);
        hostile.write(file.array(), file.capacity());

        try (Channel channel = Channel.open(path);
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            assertThat(receiver.receive()).isEmpty();
            assertThatThrownBy(receiver::receive)
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessage(
                            path
                                    + ": the records end at position 64, expected at most 0 (the"
                                    + " producer cursor)");
        }
    }

    @Test
    void aClaimThatNobodyMadeIsRefused() throws IOException {
        ByteBuffer file = hostile.template(0);
        file.putLong((int) ClaimWord.OFFSET, 64);
        hostile.write(file.array(), file.capacity());
        String text = path + ": position 0 is claimed, but no sender's intent covers it";

        try (Channel channel = Channel.open(path);
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            assertThatThrownBy(receiver::receive)
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessage(text);
            assertThatThrownBy(receiver::isClosed)
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessage(text);
        }
    }

    @Test
    void aSlotWhoseRecordsLeadInACircleIsLeftAlone() throws IOException {
        ByteBuffer file = hostile.template(0);
        long other = (1L << 31) - 64;
        stamp(file, 0, (int) other - RecordLayout.HEADER_LENGTH);
        stamp(file, other, Integer.MAX_VALUE);
        file.putLong((int) ClaimWord.OFFSET, 64);
        int slot = (int) HostileTemplates.LAYOUT.slot(1);
        file.putLong(slot + ParticipantLayout.INTENT_OFFSET, 1);
        hostile.write(file.array(), file.capacity());

        try (Channel channel = Channel.open(path);
                Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            assertThat(sender.trySend(new byte[1])).isTrue();
            assertThat(channel.status().senders()).extracting(HalfStatus::slot).contains(2);
        }
    }

    private static void stamp(ByteBuffer file, long position) {
        stamp(file, position, 0);
    }

    private static void stamp(ByteBuffer file, long position, int length) {
        int record = (int) HostileTemplates.LAYOUT.record(position);
        file.putLong(record, RecordLayout.committed(position, HostileTemplates.SALT));
        file.putLong(
                record + RecordLayout.LENGTH_AND_SLOT_OFFSET,
                RecordLayout.lengthAndSlot(length, 1));
    }
}
