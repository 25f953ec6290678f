package io.millrace.mapping;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.millrace.layout.HeaderLayout;
import io.millrace.mapping.ChannelFileException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * An attached channel file: checked, then mapped. The mapping lives for as long as its buffer is
 * reachable; it is never undone by hand, since a thread inside a send would then touch what is
 * gone.
 *
 * @param path where the file is.
 * @param header what it says of itself.
 * @param memory the whole file.
 */
public record ChannelFile(Path path, Header header, ByteBuffer memory) {
    /**
     * The liveness file beside the channel, whose byte locks are the proof of life of each slot's
     * owner.
     */
    public Path livenessFile() {
        return livenessFile(path, header.channelId());
    }

    static Path livenessFile(Path channel, long channelId) {
        return channel.resolveSibling("%s.%016x.live".formatted(channel.getFileName(), channelId));
    }

    /**
     * Attaches to the file at this path.
     *
     * @param writable false to map for reading only.
     * @throws NoSuchFileException when there is none.
     */
    public static ChannelFile attach(Path path, boolean writable)
            throws ChannelFileException, NoSuchFileException {
        try {
            checkKind(path);
            Set<OpenOption> options =
                    writable
                            ? Set.of(
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE,
                                    NOFOLLOW_LINKS)
                            : Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS);
            try (FileChannel file = FileChannel.open(path, options)) {
                Header header = readHeader(file, path);
                ByteBuffer memory =
                        file.map(
                                writable
                                        ? FileChannel.MapMode.READ_WRITE
                                        : FileChannel.MapMode.READ_ONLY,
                                0,
                                header.layout().fileLength());
                return new ChannelFile(path, header, memory);
            }
        } catch (NoSuchFileException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new ChannelFileException(
                    Kind.ACCESS,
                    path
                            + ": no right to "
                            + (writable ? "read and write" : "read")
                            + " it"
                            + FileRights.describe(path),
                    e);
        } catch (IOException e) {
            throw new ChannelFileException(
                    Kind.ACCESS, path + ": cannot be opened: " + e.getMessage(), e);
        }
    }

    private static void checkKind(Path path) throws IOException, ChannelFileException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            throw new ChannelFileException(
                    Kind.FORMAT, path + " is a symbolic link, expected a channel file");
        }
        if (attributes.isDirectory()) {
            throw new ChannelFileException(
                    Kind.FORMAT, path + " is a directory, expected a channel file");
        }
        if (!attributes.isRegularFile()) {
            throw new ChannelFileException(
                    Kind.FORMAT, path + " is not a regular file, expected a channel file");
        }
        if (attributes.size() < HeaderLayout.LENGTH) {
            throw new ChannelFileException(
                    Kind.FORMAT,
                    path
                            + " is not a Millrace channel: its length is "
                            + attributes.size()
                            + " bytes, expected at least "
                            + HeaderLayout.LENGTH);
        }
        FileRights.refuseForeignLinks(path, attributes);
    }

    private static Header readHeader(FileChannel file, Path path)
            throws IOException, ChannelFileException {
        ByteBuffer page = ByteBuffer.allocate(HeaderLayout.USED_LENGTH);
        while (page.hasRemaining()) {
            if (file.read(page, page.position()) < 0) {
                throw new ChannelFileException(
                        Kind.FORMAT,
                        path
                                + " is not a Millrace channel: its length is "
                                + page.position()
                                + " bytes, expected at least "
                                + HeaderLayout.LENGTH);
            }
        }
        return Header.read(page.flip(), file.size(), path.toString());
    }
}
