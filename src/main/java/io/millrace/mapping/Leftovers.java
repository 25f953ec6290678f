package io.millrace.mapping;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that a creator was killed over. A creator locks its temporary file for as long as it works
 * on it, so a temporary file that can be locked has lost its creator.
 */
final class Leftovers {
    private static final String SUFFIX = ".creating";
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private Leftovers() {}

    /** The temporary name for a creator of this channel. */
    static Path temporary(Path channel, long channelId) {
        return channel.resolveSibling(prefix(channel) + "%016x".formatted(channelId) + SUFFIX);
    }

    /**
     * Says that this process works on the file, so that it is not opened here a second time, which
     * would unlock it.
     */
    static void begin(Path temporary) {
        OWN.add(temporary.toAbsolutePath());
    }

    static void end(Path temporary) {
        OWN.remove(temporary.toAbsolutePath());
    }

    /** Removes what dead creators of this channel left. */
    static void sweep(Path channel) {
        for (Path temporary : list(channel)) {
            if (!OWN.contains(temporary.toAbsolutePath())) {
                removeIfAbandoned(channel, temporary);
            }
        }
    }

    /**
     * Removes second names of this file that a creator gave it, linked and was killed before it
     * removed.
     */
    static void removeNamesOf(Path channel, BasicFileAttributes attributes) throws IOException {
        for (Path temporary : list(channel)) {
            try {
                BasicFileAttributes other =
                        Files.readAttributes(temporary, BasicFileAttributes.class, NOFOLLOW_LINKS);
                if (Objects.equals(other.fileKey(), attributes.fileKey())) {
                    Files.deleteIfExists(temporary);
                }
            } catch (NoSuchFileException e) {
                // Its creator was not dead after all and has removed it.
            }
        }
    }

    private static void removeIfAbandoned(Path channel, Path temporary) {
        try (FileChannel file =
                        FileChannel.open(temporary, StandardOpenOption.WRITE, NOFOLLOW_LINKS);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                return;
            }
            if (!Files.exists(channel, NOFOLLOW_LINKS) || !Files.isSameFile(channel, temporary)) {
                Files.deleteIfExists(
                        ChannelFile.livenessFile(channel, channelId(channel, temporary)));
            }
            Files.deleteIfExists(temporary);
        } catch (IOException | OverlappingFileLockException | NumberFormatException e) {
            // Somebody else works on it or has no right to let it be removed; it is in nobody's
            // way.
        }
    }

    private static List<Path> list(Path channel) {
        Path directory = channel.toAbsolutePath().getParent();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(directory, file -> isTemporary(channel, file))) {
            List<Path> found = new ArrayList<>();
            all.forEach(found::add);
            return found;
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
    }

    private static boolean isTemporary(Path channel, Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(prefix(channel)) && name.endsWith(SUFFIX);
    }

    private static long channelId(Path channel, Path temporary) {
        String name = temporary.getFileName().toString();
        return Long.parseUnsignedLong(
                name.substring(prefix(channel).length(), name.length() - SUFFIX.length()), 16);
    }

    private static String prefix(Path channel) {
        return "." + channel.getFileName() + ".";
    }
}
