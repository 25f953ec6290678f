package io.millrace.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary directories in memory where the host has such a file system, as channels live there.
 */
public final class SharedMemory implements TempDirFactory {
    private static final Path DIRECTORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(
            AnnotatedElementContext elementContext, ExtensionContext extensionContext)
            throws IOException {
        return Files.isWritable(DIRECTORY)
                ? Files.createTempDirectory(DIRECTORY, "millrace-test-")
                : Files.createTempDirectory("millrace-test-");
    }
}
