package io.millrace.mapping;

import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;

/** Fills zeroed memory with a channel that nobody has attached to yet. */
public final class FreshChannel {
    private FreshChannel() {}

    /** Writes counters metadata and header; the memory is as long as the header's layout says. */
    public static void format(ByteBuffer memory, Header header) {
        FileLayout layout = header.layout();
        CountersManager counters =
                new CountersManager(
                        region(memory, layout.metadataOffset(), layout.metadataLength()),
                        region(memory, CounterLayout.VALUES_START, layout.valuesLength()));
        int count = CounterLayout.count(layout.maxSenders());
        for (int id = 0; id < count; id++) {
            counters.allocate(CounterLayout.label(id));
        }
        header.write(memory);
    }

    private static UnsafeBuffer region(ByteBuffer memory, long offset, long length) {
        return new UnsafeBuffer(memory, (int) offset, (int) length);
    }
}
