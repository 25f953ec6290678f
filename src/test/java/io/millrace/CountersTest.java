package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A foreign program reads the counters with Agrona alone, by the formulas of
 * native-notes/layout.md, which are written out here on purpose: nothing of the layout package is
 * used.
 */
class CountersTest {
    private static final int SENDERS = 2;

    @TempDir(factory = SharedMemory.class)
    Path directory;

    @Test
    void anAgronaReaderSeesLabelsAndLiveValues() throws IOException {
        Path file = directory.resolve("channel");
        ChannelOptions options = ChannelOptions.defaults().capacity(1024).maxSenders(SENDERS);
        try (Channel channel = Channel.open(file, options);
                Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            CountersReader reader = reader(file);
            assertThat(labels(reader).keySet())
                    .containsExactly(
                            "producer cursor",
                            "consumer cursor",
                            "read position",
                            "receiver messages",
                            "receiver bytes",
                            "receiver empty polls",
                            "recovered records",
                            "fenced senders",
                            "receiver heartbeat",
                            "sender 1 messages",
                            "sender 1 bytes",
                            "sender 1 times full",
                            "sender 1 heartbeat",
                            "sender 2 messages",
                            "sender 2 bytes",
                            "sender 2 times full",
                            "sender 2 heartbeat");

            Sender<String> first = channel.sender(Codec.utf8());
            Sender<String> second = channel.sender(Codec.utf8());
            first.send("twelve bytes");
            second.send("x".repeat(100));
            second.send("y");
            assertThat(value(reader, "producer cursor")).isEqualTo(64 + 128 + 64);
            assertThat(value(reader, "sender 1 messages")).isEqualTo(1);
            assertThat(value(reader, "sender 1 bytes")).isEqualTo(12);
            assertThat(value(reader, "sender 2 messages")).isEqualTo(2);
            assertThat(value(reader, "sender 2 bytes")).isEqualTo(101);
            assertThat(value(reader, "sender 2 times full")).isZero();

            assertThat(second.send("z".repeat(496), Duration.ofMillis(1))).isTrue();
            assertThat(second.send("z".repeat(496), Duration.ofMillis(1))).isFalse();
            assertThat(value(reader, "sender 2 times full")).isEqualTo(1);

            receiver.receive();
            receiver.receive();
            assertThat(value(reader, "consumer cursor")).isEqualTo(64 + 128);
            assertThat(value(reader, "receiver messages")).isEqualTo(2);
            assertThat(value(reader, "receiver bytes")).isEqualTo(112);
            receiver.receive();
            receiver.receive();
            receiver.tryReceive();
            assertThat(value(reader, "receiver empty polls")).isEqualTo(1);
            assertThat(value(reader, "recovered records")).isZero();
            assertThat(value(reader, "fenced senders")).isZero();

            for (String heart :
                    new String[] {
                        "receiver heartbeat", "sender 1 heartbeat", "sender 2 heartbeat"
                    }) {
                long seen = value(reader, heart);
                Await.until(heart + " moves", () -> value(reader, heart) > seen);
            }
        }
    }

    @Test
    void shouldShowTheProducerCursorOfASenderThatIsAlone() throws IOException {
        Path file = directory.resolve("channel");
        ChannelOptions options = ChannelOptions.defaults().capacity(1024).maxSenders(SENDERS);
        try (Channel channel = Channel.open(file, options)) {
            Sender<String> sender = channel.sender(Codec.utf8());
            CountersReader reader = reader(file);
            sender.send("one");
            sender.send("two");

            Await.until("two", () -> value(reader, "producer cursor") == 2 * 64);
        }
    }

    @Test
    void shouldShowTheProducerCursorOfASenderThatWasAloneOnceItHasLeft() throws IOException {
        Path file = directory.resolve("channel");
        ChannelOptions options =
                ChannelOptions.defaults()
                        .capacity(1024)
                        .maxSenders(SENDERS)
                        .heartbeatInterval(Duration.ofSeconds(60))
                        .heartbeatTimeout(Duration.ofSeconds(200));
        try (Channel channel = Channel.open(file, options)) {
            Sender<String> sender = channel.sender(Codec.utf8());
            CountersReader reader = reader(file);
            sender.send("one");
            sender.send("two");

            sender.close();

            assertThat(value(reader, "producer cursor")).isEqualTo(2 * 64);
        }
    }

    private static CountersReader reader(Path path) throws IOException {
        long counters = 9 + 4 * SENDERS;
        long valuesAt = 8192;
        long valuesLength = 128 * counters;
        long metadataAt = pages(valuesAt + valuesLength);
        long metadataLength = 512 * counters;
        try (FileChannel file = FileChannel.open(path)) {
            MappedByteBuffer memory = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            return new CountersReader(
                    new UnsafeBuffer(memory, (int) metadataAt, (int) metadataLength),
                    new UnsafeBuffer(memory, (int) valuesAt, (int) valuesLength));
        }
    }

    private static long pages(long offset) {
        return (offset + 4095) / 4096 * 4096;
    }

    private static Map<String, Integer> labels(CountersReader reader) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        reader.forEach((id, label) -> ids.put(label, id));
        return ids;
    }

    private static long value(CountersReader reader, String label) {
        return reader.getCounterValue(labels(reader).get(label));
    }
}
