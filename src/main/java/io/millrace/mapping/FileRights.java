package io.millrace.mapping;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.millrace.mapping.ChannelFileException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** What the file system says of owners, rights and links, where it knows such things. */
final class FileRights {
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
        Leftovers.removeNamesOf(path, attributes);
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

    private static long unixAttribute(Path path, String name, long otherwise) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return otherwise;
        }
        return ((Number) Files.getAttribute(path, "unix:" + name, NOFOLLOW_LINKS)).longValue();
    }
}
