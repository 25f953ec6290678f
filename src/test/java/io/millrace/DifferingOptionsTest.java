package io.millrace;

import static io.millrace.Refusals.assertThrows;
import static io.millrace.SmallChannelFile.CAPACITY;
import static io.millrace.SmallChannelFile.OPTIONS;

import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that contradict those the file was made with. */
class DifferingOptionsTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    @Test
    void optionsThatDifferFromTheFileAreRefusedWithBothValues() {
        SmallChannelFile.make(file());

        assertDiffers(ChannelOptions.defaults().capacity(8192), "capacity is 4096", "8192");
        assertDiffers(ChannelOptions.defaults().maxSenders(3), "maxSenders is 2", "3");
        assertDiffers(
                ChannelOptions.defaults().heartbeatInterval(Duration.ofMillis(30)),
                "heartbeatInterval is PT0.02S",
                "PT0.03S");
        assertDiffers(
                ChannelOptions.defaults().heartbeatTimeout(Duration.ofSeconds(6)),
                "heartbeatTimeout is PT5S",
                "PT6S");
        Channel.open(file(), OPTIONS).close();
        Channel.open(file(), ChannelOptions.defaults()).close();
    }

    @Test
    void anIntervalThatIsSetAloneIsJudgedByTheTimeoutOfTheFile() {
        ChannelOptions slow =
                ChannelOptions.defaults()
                        .capacity(CAPACITY)
                        .heartbeatInterval(Duration.ofSeconds(2))
                        .heartbeatTimeout(Duration.ofSeconds(10));
        Channel.open(file(), slow).close();

        Channel.open(file(), ChannelOptions.defaults().heartbeatInterval(Duration.ofSeconds(2)))
                .close();
    }

    private void assertDiffers(ChannelOptions options, String found, String wanted) {
        assertThrows(
                ChannelFormatException.class,
                () -> Channel.open(file(), options),
                file() + ": " + found + " in the file, but " + wanted + " in the options");
    }

    private Path file() {
        return directory.resolve("channel");
    }
}
