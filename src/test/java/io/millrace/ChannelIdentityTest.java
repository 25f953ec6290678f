package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel tells where it is and how large. */
class ChannelIdentityTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    private final Channel channel = Channel.inProcess(SmallRing.OPTIONS);

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void namesOfChannelsAndTheirFilesAreThere() {
        Path file = directory.resolve("channel");
        try (Channel named = Channel.open(file, SmallRing.OPTIONS)) {
            assertThat(named.path()).contains(file);
            assertThat(named).hasToString("Channel[" + file + ", 4096 bytes]");
            assertThat(named.capacity()).isEqualTo(SmallRing.CAPACITY);
        }
        assertThat(channel.path()).isEmpty();
        assertThat(channel).hasToString("Channel[the channel in this process, 4096 bytes]");
        assertThatThrownBy(() -> Channel.open(directory.resolve("a").resolve("b")))
                .isInstanceOf(MillraceException.class);
    }
}
