package io.millrace;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Where a channel with a plain name has its file. */
final class ChannelDirectory {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private ChannelDirectory() {}

    /** The file for a name or a path: whatever has a separator is a path, all else is a name. */
    static Path resolve(String nameOrPath) {
        Objects.requireNonNull(nameOrPath, "name or path");
        if (nameOrPath.isBlank()) {
            throw new IllegalArgumentException(
                    "the channel's name is empty, expected a name or a path");
        }
        try {
            Path path = Path.of(nameOrPath);
            boolean isPath =
                    path.isAbsolute() || path.getNameCount() != 1 || nameOrPath.contains("/");
            if (isPath) {
                return path;
            }
            if (nameOrPath.equals(".") || nameOrPath.equals("..")) {
                throw new IllegalArgumentException(
                        "the channel's name is '"
                                + nameOrPath
                                + "', expected a name or a path of a file");
            }
            return directory().resolve(nameOrPath);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the channel's name is not a valid file name: " + e.getMessage(), e);
        }
    }

    private static Path directory() {
        String chosen = System.getenv("MILLRACE_DIR");
        if (chosen != null && !chosen.isEmpty()) {
            return made(Path.of(chosen), false);
        }
        Path parent =
                Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
                        ? SHARED_MEMORY
                        : Path.of(System.getProperty("java.io.tmpdir"));
        return made(parent.resolve("millrace-" + System.getProperty("user.name")), true);
    }

    private static Path made(Path directory, boolean ownOnly) {
        try {
            Set<PosixFilePermission> rights = PosixFilePermissions.fromString("rwx------");
            if (!posix(directory)) {
                return Files.createDirectories(directory);
            }
            try {
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(rights));
                Files.setPosixFilePermissions(directory, rights);
            } catch (FileAlreadyExistsException e) {
                if (ownOnly) {
                    requireOwn(directory);
                }
            }
            return directory;
        } catch (IOException e) {
            throw new MillraceException(
                    "the channel directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static void requireOwn(Path directory) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(directory, PosixFileAttributes.class, NOFOLLOW_LINKS);
        Set<PosixFilePermission> others =
                EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        String user = System.getProperty("user.name");
        boolean writableByOthers = attributes.permissions().stream().anyMatch(others::contains);
        if (!attributes.isDirectory()
                || !attributes.owner().getName().equals(user)
                || writableByOthers) {
            throw new MillraceException(
                    "the channel directory "
                            + directory
                            + " is owned by "
                            + attributes.owner().getName()
                            + " with rights "
                            + PosixFilePermissions.toString(attributes.permissions())
                            + ", expected a directory of "
                            + user
                            + " that others cannot write to; set MILLRACE_DIR to another");
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
