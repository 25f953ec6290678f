package io.millrace.mapping;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.millrace.layout.RecordLayout;
import io.millrace.mapping.ChannelFileException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.Supplier;
import org.agrona.BufferUtil;

/**
 * Makes a channel file: under a temporary name, every page really allocated, header last, then
 * linked into place. A link fails where the name exists, so of many creators one wins and nobody
 * ever sees a half-made channel.
 */
public final class ChannelCreator {
    private static final int FILL_CHUNK = 1 << 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ChannelCreator() {}

    /** Told how far a creation has come; a test stops or kills the process there. */
    @FunctionalInterface
    public interface Steps {
        /** For everybody else. */
        Steps NONE = name -> {};

        /** Called after the step of this name. */
        void reached(String name);
    }

    /** Numbers that the caller chooses; the rest of the header is made here. */
    public record Request(
            int capacity,
            int maxSenders,
            long heartbeatIntervalNs,
            long heartbeatTimeoutNs,
            Set<PosixFilePermission> permissions) {
        Header header(long livenessInode, long channelId) {
            return new Header(
                    capacity,
                    maxSenders,
                    RANDOM.nextLong(),
                    channelId,
                    heartbeatIntervalNs,
                    heartbeatTimeoutNs,
                    ProcessHandle.current().pid(),
                    System.currentTimeMillis(),
                    livenessInode);
        }
    }

    /** A channel in plain memory, for the threads of this process. */
    public static ByteBuffer inProcess(Request request) throws ChannelFileException {
        Header header = request.header(0, RANDOM.nextLong());
        long needed = header.layout().fileLength();
        try {
            // At a cache line, as a mapping is: every word that has a line to itself counts on it.
            ByteBuffer memory =
                    BufferUtil.allocateDirectAligned(
                            Math.toIntExact(needed), RecordLayout.ALIGNMENT);
            FreshChannel.format(memory, header);
            return memory;
        } catch (OutOfMemoryError e) {
            throw new ChannelFileException(
                    Kind.FULL,
                    "a channel in this process needs "
                            + needed
                            + " bytes of direct memory: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Attaches to the channel at this path, and makes it first where there is none.
     *
     * @param request asked only where there is none.
     */
    public static ChannelFile attachOrCreate(Path path, Supplier<Request> request, Steps steps)
            throws ChannelFileException {
        while (true) {
            try {
                return ChannelFile.attach(path, true);
            } catch (NoSuchFileException e) {
                create(path, request.get(), steps);
            }
        }
    }

    /**
     * Tries to make the channel; whether somebody else was faster, or took the temporary file for
     * abandoned before it was locked, the next attach tells.
     */
    private static void create(Path path, Request request, Steps steps)
            throws ChannelFileException {
        long channelId = RANDOM.nextLong();
        Path temporary = Leftovers.temporary(path, channelId);
        Path liveness = ChannelFile.livenessFile(path, channelId);
        Leftovers.sweep(path);
        Leftovers.begin(temporary);
        boolean linked = false;
        try (FileChannel file = newFile(temporary, request.permissions())) {
            steps.reached("temporary file");
            // Once it is locked and has still its name, nobody takes it for abandoned any more.
            if (file.tryLock() == null || !Files.exists(temporary, NOFOLLOW_LINKS)) {
                return;
            }
            steps.reached("locked");
            FileRights.set(temporary, request.permissions());
            newFile(liveness, request.permissions()).close();
            FileRights.set(liveness, request.permissions());
            steps.reached("liveness file");
            Header header = request.header(FileRights.inode(liveness), channelId);
            long length = header.layout().fileLength();
            fill(file, length, path);
            steps.reached("filled");
            FreshChannel.format(file.map(FileChannel.MapMode.READ_WRITE, 0, length), header);
            steps.reached("formatted");
            linked = link(path, temporary);
            steps.reached("linked");
        } catch (NoSuchFileException e) {
            throw new ChannelFileException(
                    Kind.ACCESS, path + ": cannot be created: its directory does not exist", e);
        } catch (AccessDeniedException e) {
            throw new ChannelFileException(
                    Kind.ACCESS,
                    path
                            + ": cannot be created: no right to write in its directory"
                            + FileRights.describe(path.toAbsolutePath().getParent()),
                    e);
        } catch (IOException e) {
            throw new ChannelFileException(
                    Kind.ACCESS, path + ": cannot be created: " + e.getMessage(), e);
        } finally {
            deleteQuietly(temporary);
            if (!linked) {
                deleteQuietly(liveness);
            }
            Leftovers.end(temporary);
        }
    }

    private static FileChannel newFile(Path path, Set<PosixFilePermission> permissions)
            throws IOException {
        Set<OpenOption> options =
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        FileAttribute<?>[] attributes =
                FileRights.supportsPosix(path)
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                        : new FileAttribute<?>[0];
        return FileChannel.open(path, options, attributes);
    }

    private static void fill(FileChannel file, long length, Path path)
            throws IOException, ChannelFileException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(FILL_CHUNK, length));
        long written = 0;
        try {
            while (written < length) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), length - written));
                written += file.write(zeros, written);
            }
        } catch (IOException e) {
            long free =
                    Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace()
                            + written;
            if (free < length) {
                throw new ChannelFileException(
                        Kind.FULL,
                        path
                                + ": the file system is full: the channel needs "
                                + length
                                + " bytes, "
                                + free
                                + " are free",
                        e);
            }
            throw e;
        }
    }

    private static boolean link(Path path, Path temporary) throws IOException {
        try {
            Files.createLink(path, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Left behind under a name that nobody takes for a channel.
        }
    }
}
