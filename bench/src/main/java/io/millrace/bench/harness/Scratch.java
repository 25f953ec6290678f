package io.millrace.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Files that a run makes and that go with it. */
final class Scratch {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "millrace-bench-";

    private Scratch() {}

    /**
     * Where new directories are made, unless somebody says otherwise: in memory if there is any.
     */
    static Path parent() {
        return Files.isDirectory(MEMORY) && Files.isWritable(MEMORY)
                ? MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** A new directory. */
    static Path newDirectory(Path parent) throws IOException {
        return Files.createTempDirectory(parent, PREFIX);
    }

    /** Deletes what begins with this name in the directory, and what is in it. */
    static void deleteAll(Path directory, String name) throws IOException {
        List<Path> found;
        try (Stream<Path> entries = Files.list(directory)) {
            found =
                    entries.filter(entry -> entry.getFileName().toString().startsWith(name))
                            .toList();
        }
        for (Path entry : found) {
            delete(entry);
        }
    }

    /** Deletes a file or directory, which others may be deleting too, with what is in it. */
    static void delete(Path root) {
        try {
            Files.walkFileTree(root, new Deletion());
        } catch (NoSuchFileException e) {
            // Somebody else was faster.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e)
                throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
