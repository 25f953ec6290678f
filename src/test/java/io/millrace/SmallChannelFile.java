package io.millrace;

import io.millrace.layout.FileLayout;
import io.millrace.layout.HeaderLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The file of a small channel, whose words can be read and overwritten. */
final class SmallChannelFile {
    static final int CAPACITY = 4096;
    static final int MAX_SENDERS = 2;
    static final FileLayout LAYOUT = new FileLayout(CAPACITY, MAX_SENDERS);
    static final ChannelOptions OPTIONS =
            ChannelOptions.defaults()
                    .capacity(CAPACITY)
                    .maxSenders(MAX_SENDERS)
                    .heartbeatInterval(Duration.ofMillis(20))
                    .heartbeatTimeout(Duration.ofSeconds(5));

    private final Path path;

    private SmallChannelFile(Path path) {
        this.path = path;
    }

    /** The one that is at this path. */
    static SmallChannelFile at(Path path) {
        return new SmallChannelFile(path);
    }

    /** Makes a channel there that nobody has open. */
    static SmallChannelFile make(Path path) {
        Channel.open(path, OPTIONS).close();
        return new SmallChannelFile(path);
    }

    /** The liveness file of the only channel in a directory. */
    static Path livenessFileIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".live"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    Path path() {
        return path;
    }

    long get(long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            channel.read(word, offset);
            return word.getLong(0);
        }
    }

    void patch(long offset, long value) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            channel.write(word.putLong(0, value), offset);
        }
    }

    /** Makes the header's checksum fit what was overwritten. */
    void fixChecksum() throws IOException {
        byte[] header;
        try (var in = Files.newInputStream(path)) {
            header = in.readNBytes(HeaderLayout.CHECKSUM_OFFSET);
        }
        CRC32C crc = new CRC32C();
        crc.update(header);
        patch(HeaderLayout.CHECKSUM_OFFSET, crc.getValue());
    }
}
