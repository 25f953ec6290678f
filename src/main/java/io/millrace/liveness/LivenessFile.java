package io.millrace.liveness;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kernel's byte-range locks on the liveness file: byte {@code n} is held for life by the owner
 * of slot {@code n}, and freed by the kernel once every thread of a killed owner has left its
 * address space. A stopped process keeps its locks, a child does not inherit them, and containers
 * see each other's.
 *
 * <p>The kernel drops all locks of a process on a file when that process closes any descriptor of
 * it. So there is one descriptor per file in this process, shared by all who use the channel here,
 * and nothing else ever opens the file.
 */
public final class LivenessFile {
    private static final Map<Object, LivenessFile> OPEN = new HashMap<>();

    private final Object key;
    private final FileChannel file;
    private final boolean writable;
    private final Map<Integer, FileLock> locks = new HashMap<>();
    private int users;

    private LivenessFile(Object key, FileChannel file, boolean writable) {
        this.key = key;
        this.file = file;
        this.writable = writable;
    }

    /**
     * Proof for one user of the channel.
     *
     * @param expectedInode of the file, as the channel says; 0 where inodes are unknown.
     * @param writable false to look at others' holds only; the process then needs no right to
     *     write.
     * @throws IOException when the file is not there or can't be opened.
     */
    public static DeathProof open(Path path, long expectedInode, boolean writable)
            throws IOException {
        synchronized (OPEN) {
            requireOriginal(path, expectedInode);
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw new IOException("it is not a regular file");
            }
            Object inode = attributes.fileKey() == null ? path.toRealPath() : attributes.fileKey();
            LivenessFile shared = OPEN.get(inode);
            if (shared == null) {
                FileChannel file =
                        writable
                                ? FileChannel.open(
                                        path,
                                        Set.of(
                                                StandardOpenOption.READ,
                                                StandardOpenOption.WRITE,
                                                NOFOLLOW_LINKS))
                                : FileChannel.open(
                                        path, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
                shared = new LivenessFile(inode, file, writable);
                OPEN.put(inode, shared);
            } else if (writable && !shared.writable) {
                throw new IOException(path + " is open for reading only in this process");
            }
            shared.users++;
            return new User(shared);
        }
    }

    private static void requireOriginal(Path path, long expectedInode) throws IOException {
        if (expectedInode != 0) {
            long inode =
                    ((Number) Files.getAttribute(path, "unix:ino", NOFOLLOW_LINKS)).longValue();
            if (inode != expectedInode) {
                throw new IOException(
                        "its inode is "
                                + inode
                                + ", expected "
                                + expectedInode
                                + ": it is not the file that the channel was made with, but a copy"
                                + " or a replacement");
            }
        }
    }

    private synchronized boolean tryHold(int slot) {
        if (locks.containsKey(slot)) {
            return false;
        }
        try {
            FileLock lock = file.tryLock(slot, 1, !writable);
            if (lock == null) {
                return false;
            }
            locks.put(slot, lock);
            return true;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void release(int slot) {
        FileLock lock = locks.remove(slot);
        if (lock != null) {
            try {
                lock.release();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized boolean isHeld(int slot) {
        if (locks.containsKey(slot) || !tryHold(slot)) {
            return true;
        }
        release(slot);
        return false;
    }

    private void leave() {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.remove(key);
                try {
                    file.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** One user's share: knows which holds are its own. */
    private static final class User implements DeathProof {
        private final LivenessFile file;
        private final Set<Integer> mine = ConcurrentHashMap.newKeySet();
        private boolean closed;

        User(LivenessFile file) {
            this.file = file;
        }

        @Override
        public boolean tryHold(int slot) {
            boolean held = file.tryHold(slot);
            if (held) {
                mine.add(slot);
            }
            return held;
        }

        @Override
        public void release(int slot) {
            if (mine.remove(slot)) {
                file.release(slot);
            }
        }

        @Override
        public boolean isHeld(int slot) {
            return file.isHeld(slot);
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                mine.forEach(this::release);
                file.leave();
            }
        }
    }
}
