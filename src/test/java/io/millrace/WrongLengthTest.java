package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.layout.ControlLayout;
import io.millrace.layout.HeaderLayout;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is shorter or longer than its header says is refused, and left as it is. */
class WrongLengthTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    private HostileFile hostile;
    private Path path;

    @BeforeEach
    void makeFile() throws IOException {
        hostile = new HostileFile(directory);
        path = hostile.path();
    }

    static LongStream wrongLengths() {
        long[] regions = {
            HeaderLayout.USED_LENGTH,
            HeaderLayout.LENGTH,
            ControlLayout.START + ControlLayout.LENGTH,
            HostileTemplates.LAYOUT.metadataOffset(),
            HostileTemplates.LAYOUT.participantsOffset(),
            HostileTemplates.LAYOUT.ringOffset(),
            HostileTemplates.LAYOUT.fileLength()
        };
        LongStream inHeader = LongStream.rangeClosed(0, HeaderLayout.USED_LENGTH / 8);
        return LongStream.concat(
                        inHeader.map(word -> 8 * word),
                        LongStream.of(regions)
                                .flatMap(at -> LongStream.of(at - 4096, at - 1, at, at + 1)))
                .filter(length -> length >= 0 && length != HostileTemplates.LAYOUT.fileLength())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("wrongLengths")
    void aFileOfAnyOtherLengthIsRefusedByAll(long length) throws IOException {
        hostile.write(hostile.templates().get(1), length);

        List<Runnable> uses =
                List.of(
                        () -> Channel.open(path).close(),
                        () -> ChannelStatus.of(path),
                        () -> ChannelInspection.of(path, 10),
                        () -> ChannelRecovery.of(path));
        for (Runnable use : uses) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessageContainingAll(path.toString(), "length is " + length, "expected ");
        }
        assertThat(Files.size(path)).isEqualTo(length);
    }
}
