package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who opens a channel does not wait for what is no liveness file. */
class LivenessPipeTest {
    @TempDir(factory = SharedMemory.class)
    Path directory;

    private HostileFile hostile;
    private Path path;
    private Path liveness;

    @BeforeEach
    void makeFile() throws IOException {
        hostile = new HostileFile(directory);
        path = hostile.path();
        liveness = hostile.liveness();
    }

    @Test
    @Timeout(60)
    void aPipeInPlaceOfTheLivenessFileIsRefused() throws Exception {
        Files.delete(liveness);
        Process made = new ProcessBuilder("mkfifo", liveness.toString()).start();
        assertThat(made.waitFor()).isZero();
        long inode = HostileFile.inode(liveness);
        hostile.write(
                HostileTemplates.all(HostileFile.CHANNEL_ID, inode).get(1),
                HostileTemplates.LAYOUT.fileLength());
        Files.setPosixFilePermissions(liveness, PosixFilePermissions.fromString("r--r--r--"));

        for (Runnable use :
                Stream.<Runnable>of(() -> ChannelStatus.of(path), () -> Channel.open(path))
                        .toList()) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(MillraceException.class)
                    .hasMessage(liveness + ": cannot be opened: it is not a regular file");
        }
    }
}
