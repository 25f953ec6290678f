package io.millrace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A channel's file, to be written with anything, and a sound liveness file beside it. */
final class HostileFile {
    static final long CHANNEL_ID = 0xC4A7;

    private static final int LARGEST_FILE = 1 << 20;

    private final Path path;
    private final Path liveness;
    private final List<byte[]> templates;

    HostileFile(Path directory) throws IOException {
        path = directory.resolve("channel");
        liveness = Files.createFile(directory.resolve("channel.%016x.live".formatted(CHANNEL_ID)));
        templates = HostileTemplates.all(CHANNEL_ID, inode(liveness));
    }

    static long inode(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    }

    Path path() {
        return path;
    }

    Path liveness() {
        return liveness;
    }

    /** Sound files, whose liveness file is this one. */
    List<byte[]> templates() {
        return templates;
    }

    /** One of them, to be changed. */
    ByteBuffer template(int index) {
        return ByteBuffer.wrap(templates.get(index).clone()).order(ByteOrder.nativeOrder());
    }

    /** A new file each time: nobody has it mapped. */
    void write(byte[] bytes, long length) throws IOException {
        Files.deleteIfExists(path);
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long wanted = Math.max(0, Math.min(length, LARGEST_FILE));
            file.write(ByteBuffer.wrap(bytes, 0, (int) Math.min(wanted, bytes.length)));
            if (wanted > bytes.length) {
                file.write(ByteBuffer.allocate(1), wanted - 1);
            }
        }
    }
}
