package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.layout.FileLayout;
import io.millrace.layout.HeaderLayout;
import io.millrace.mapping.FreshChannel;
import io.millrace.mapping.Header;
import io.millrace.memory.DirectMemory;
import io.millrace.ring.RingProducer;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes of a small channel, line by line, as they were when its layout version was made. A
 * change here is a new layout version, with a golden file of its own.
 */
class GoldenFileTest {
    private static final String GOLDEN = "/golden/layout-" + HeaderLayout.VERSION + ".txt";
    private static final Header HEADER =
            new Header(
                    1024,
                    1,
                    0x0123_4567_89AB_CDEFL,
                    0x1122_3344_5566_7788L,
                    100_000_000,
                    5_000_000_000L,
                    4711,
                    1_700_000_000_000L,
                    0);

    @TempDir(factory = SharedMemory.class)
    Path directory;

    @BeforeEach
    void littleEndian() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the golden file's order");
    }

    @Test
    void aChannelHasTheBytesOfItsLayoutVersion() throws IOException {
        assertThat(dump(sample())).isEqualTo(golden());
    }

    @Test
    void theGoldenFileIsAChannelThatCanBeUsed() throws IOException {
        Path file = directory.resolve("golden");
        Files.write(file, bytes(golden()));
        Files.createFile(directory.resolve("golden.1122334455667788.live"));

        try (Channel channel = Channel.open(file)) {
            Receiver<String> receiver = channel.receiver(Codec.utf8());
            assertThat(receiver.receive()).isEqualTo("hi");
            assertThat(receiver.tryReceive()).isNull();
            channel.sender(Codec.utf8()).send("goes on");
            assertThat(receiver.receive()).isEqualTo("goes on");
        }
    }

    /** A fresh channel with a committed record, an aborted one, and one that is claimed. */
    private static ByteBuffer sample() {
        FileLayout layout = HEADER.layout();
        ByteBuffer file = ByteBuffer.allocateDirect((int) layout.fileLength());
        FreshChannel.format(file, HEADER);
        RingProducer producer = new RingProducer(new DirectMemory(file), layout, HEADER.salt(), 1);
        long hi = producer.tryClaim(2);
        file.put((int) layout.record(hi) + 16, "hi".getBytes(StandardCharsets.US_ASCII));
        producer.commit(2, 2);
        producer.tryClaim(100);
        producer.abort(100);
        producer.withdraw();
        return file;
    }

    /** Lines of sixteen bytes; those that are all zero are left out. */
    private static String dump(ByteBuffer file) {
        StringBuilder text = new StringBuilder("length " + file.capacity() + "\n");
        byte[] line = new byte[16];
        for (int at = 0; at < file.capacity(); at += line.length) {
            file.get(at, line);
            if (!HexFormat.of().formatHex(line).matches("0+")) {
                text.append("%06x  ".formatted(at))
                        .append(HexFormat.ofDelimiter(" ").formatHex(line))
                        .append("  ")
                        .append(
                                new String(line, StandardCharsets.US_ASCII)
                                        .replaceAll("[^ -~]", "."))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static byte[] bytes(String dump) {
        List<String> lines = dump.lines().toList();
        byte[] bytes = new byte[Integer.parseInt(lines.get(0).substring("length ".length()))];
        for (String line : lines.subList(1, lines.size())) {
            byte[] sixteen = HexFormat.ofDelimiter(" ").parseHex(line.substring(8, 8 + 47));
            System.arraycopy(sixteen, 0, bytes, Integer.parseInt(line, 0, 6, 16), sixteen.length);
        }
        return bytes;
    }

    private static String golden() throws IOException {
        try (InputStream in = GoldenFileTest.class.getResourceAsStream(GOLDEN)) {
            assertThat(in).as(GOLDEN).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
