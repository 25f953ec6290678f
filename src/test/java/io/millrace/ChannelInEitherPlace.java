package io.millrace;

import io.millrace.testkit.SharedMemory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** For tests that hold for the threads of one process with a file and without. */
@ParameterizedClass
@EnumSource(ChannelInEitherPlace.Place.class)
abstract class ChannelInEitherPlace {
    enum Place {
        IN_PROCESS,
        FILE
    }

    private static final ChannelOptions OPTIONS =
            ChannelOptions.defaults()
                    .capacity(4096)
                    .maxSenders(8)
                    .heartbeatInterval(Duration.ofMillis(20))
                    .heartbeatTimeout(Duration.ofSeconds(5));

    @Parameter Place place;

    @TempDir(factory = SharedMemory.class)
    Path directory;

    Channel channel;

    @BeforeEach
    void open() {
        channel =
                place == Place.FILE
                        ? Channel.open(directory.resolve("channel"), OPTIONS)
                        : Channel.inProcess(OPTIONS);
    }

    @AfterEach
    void close() {
        channel.close();
    }

    /** What exceptions call the channel. */
    String where() {
        return place == Place.FILE
                ? directory.resolve("channel").toString()
                : "the channel in this process";
    }
}
