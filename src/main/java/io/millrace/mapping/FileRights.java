package io.millrace.mapping;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.millrace.mapping.ChannelFileException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** What the file system says of owners, rights and links, where it knows such things. */
final class FileRights {
    static final String TEMPORARY_SUFFIX = ".creating";

    private FileRights() {}

    /** Sets rights whatever the umask is; does nothing on a file system without them. */
    static void set(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (supportsPosix(path)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    static boolean supportsPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Owner and rights in words, or nothing where they can't be read. */
    static String describe(Path path) {
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(path, PosixFileAttributes.class, NOFOLLOW_LINKS);
            return " (owner "
                    + attributes.owner().getName()
                    + ", rights "
                    + PosixFilePermissions.toString(attributes.permissions())
                    + ")";
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** The inode number, 0 where there is none. */
    static long inode(Path path) throws IOException {
        return unixAttribute(path, "ino", 0);
    }

    /**
     * Refuses a file that has a second name, as a link planted by somebody else would give it. A
     * creator that was killed just before it removed its temporary name leaves one as well; that
     * one is removed here.
     */
    static void refuseForeignLinks(Path path, BasicFileAttributes attributes)
            throws IOException, ChannelFileException {
        if (unixAttribute(path, "nlink", 1) == 1) {
            return;
        }
        try (DirectoryStream<Path> leftovers =
                Files.newDirectoryStream(
                        path.toAbsolutePath().getParent(),
                        candidate -> isTemporaryOf(path, candidate))) {
            for (Path leftover : leftovers) {
                BasicFileAttributes other =
                        Files.readAttributes(leftover, BasicFileAttributes.class, NOFOLLOW_LINKS);
                if (Objects.equals(other.fileKey(), attributes.fileKey())) {
                    Files.deleteIfExists(leftover);
                }
            }
        } catch (IOException e) {
            // Its creator, or another who attaches, has removed it meanwhile; the count below
            // decides.
        }
        long links = unixAttribute(path, "nlink", 1);
        if (links != 1) {
            throw new ChannelFileException(
                    Kind.FORMAT,
                    path
                            + " has "
                            + links
                            + " names (hard links), expected 1: somebody else may have planted it");
        }
    }

    static Path temporaryName(Path path, String unique) {
        return path.resolveSibling("." + path.getFileName() + "." + unique + TEMPORARY_SUFFIX);
    }

    private static boolean isTemporaryOf(Path path, Path candidate) {
        String name = candidate.getFileName().toString();
        return name.startsWith("." + path.getFileName() + ".") && name.endsWith(TEMPORARY_SUFFIX);
    }

    private static long unixAttribute(Path path, String name, long otherwise) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return otherwise;
        }
        return ((Number) Files.getAttribute(path, "unix:" + name, NOFOLLOW_LINKS)).longValue();
    }
}
