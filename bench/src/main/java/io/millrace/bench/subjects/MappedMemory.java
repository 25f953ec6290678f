package io.millrace.bench.subjects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Memory of a link: a mapped file across JVMs, memory without a file for threads. */
final class MappedMemory {
    private static final int PAGE = 4096;

    private MappedMemory() {}

    /** Zeros, or what another JVM has mapped; the file grows to the length if it is shorter. */
    static UnsafeBuffer open(LinkSpec spec, int length) throws IOException {
        UnsafeBuffer memory = new UnsafeBuffer(map(spec, length));
        for (int offset = 0; offset < length; offset += PAGE) {
            // Gives each page memory now, not in the measurement; changes nothing.
            memory.getAndAddInt(offset, 0);
        }
        return memory;
    }

    private static ByteBuffer map(LinkSpec spec, int length) throws IOException {
        if (!spec.shared()) {
            return BufferUtil.allocateDirectAligned(length, PAGE);
        }
        try (FileChannel file =
                FileChannel.open(
                        spec.file(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return file.map(MapMode.READ_WRITE, 0, length);
        }
    }
}
