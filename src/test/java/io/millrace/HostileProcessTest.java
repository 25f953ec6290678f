package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.HeaderLayout;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that stores anything into the channel while others use it does not end their JVM. */
class HostileProcessTest {
    private static final Duration SCRIBBLED = Duration.ofSeconds(4);

    @TempDir(factory = SharedMemory.class)
    Path directory;

    private HostileFile hostile;
    private Path path;

    @BeforeEach
    void makeFile() throws IOException {
        hostile = new HostileFile(directory);
        path = hostile.path();
    }

    @Test
    void halvesSurviveAProcessThatDamagesTheChannelMeanwhile() throws IOException {
        hostile.write(hostile.templates().get(0), HostileTemplates.LAYOUT.fileLength());
        try (ChildJvm jvm =
                ChildJvm.start(
                        List.of(),
                        ChildJvm.OPTIMIZING_FLAGS,
                        Map.of(),
                        HostilePeer.class,
                        path,
                        SCRIBBLED.toMillis())) {
            jvm.awaitLine("opened");
            scribble(jvm);
            assertThat(jvm.awaitExit()).as("%s", jvm.lines()).isZero();
            assertThat(jvm.lines()).hasSize(2).last().asString().startsWith("survived ");
        }
    }

    /** The words that matter, again and again, and the repair of some, so that work goes on. */
    private void scribble(ChildJvm jvm) throws IOException {
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer words = file.map(MapMode.READ_WRITE, 0, file.size());
            SplittableRandom random = new SplittableRandom(HostileBytes.FIRST_SEED);
            while (jvm.isAlive()) {
                for (int i = random.nextInt(30); i > 0; i--) {
                    HostileBytes.scribble(random, words);
                }
                if (random.nextInt(4) == 0) {
                    words.put(
                            HeaderLayout.LENGTH,
                            hostile.templates().get(0),
                            HeaderLayout.LENGTH,
                            words.capacity() - HeaderLayout.LENGTH);
                }
                LockSupport.parkNanos(random.nextLong(200_000));
            }
        }
    }
}
