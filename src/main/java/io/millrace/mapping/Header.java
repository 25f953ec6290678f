package io.millrace.mapping;

import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.HeaderLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What a channel file says of itself. Reading checks every number before anything is computed from
 * it.
 *
 * @param capacity bytes of the ring.
 * @param maxSenders number of sender slots.
 * @param salt mixed into every stamp.
 * @param channelId random, names the liveness file.
 * @param heartbeatIntervalNs nanoseconds between two heartbeats.
 * @param heartbeatTimeoutNs nanoseconds without a heartbeat after which a half is stale.
 * @param creatorPid process that made the file, for display.
 * @param createdAtMs milliseconds since the epoch, for display.
 * @param livenessInode inode of the liveness file, 0 for none.
 */
public record Header(
        int capacity,
        int maxSenders,
        long salt,
        long channelId,
        long heartbeatIntervalNs,
        long heartbeatTimeoutNs,
        long creatorPid,
        long createdAtMs,
        long livenessInode) {
    /** Shortest heartbeat interval, in nanoseconds. */
    public static final long MIN_INTERVAL_NS = 1_000_000L;

    /** Longest heartbeat interval, in nanoseconds. */
    public static final long MAX_INTERVAL_NS = 60_000_000_000L;

    /** Longest heartbeat timeout, in nanoseconds. */
    public static final long MAX_TIMEOUT_NS = 24L * 3600 * 1_000_000_000L;

    /** A timeout is at least so many intervals. */
    public static final int MIN_INTERVALS_PER_TIMEOUT = 3;

    /** The layout that follows from these numbers. */
    public FileLayout layout() {
        return new FileLayout(capacity, maxSenders);
    }

    /** Writes the header page, the magic last. */
    public void write(ByteBuffer file) {
        FileLayout layout = layout();
        ByteBuffer page = file.duplicate().order(ByteOrder.nativeOrder());
        page.putLong(HeaderLayout.VERSION_OFFSET, HeaderLayout.VERSION);
        page.putLong(HeaderLayout.FILE_LENGTH_OFFSET, layout.fileLength());
        page.putLong(HeaderLayout.CAPACITY_OFFSET, capacity);
        page.putLong(HeaderLayout.MAX_SENDERS_OFFSET, maxSenders);
        page.putLong(HeaderLayout.SALT_OFFSET, salt);
        page.putLong(HeaderLayout.CHANNEL_ID_OFFSET, channelId);
        page.putLong(HeaderLayout.HEARTBEAT_INTERVAL_OFFSET, heartbeatIntervalNs);
        page.putLong(HeaderLayout.HEARTBEAT_TIMEOUT_OFFSET, heartbeatTimeoutNs);
        page.putLong(HeaderLayout.CREATOR_PID_OFFSET, creatorPid);
        page.putLong(HeaderLayout.CREATED_AT_OFFSET, createdAtMs);
        page.putLong(HeaderLayout.VALUES_OFFSET_OFFSET, CounterLayout.VALUES_START);
        page.putLong(HeaderLayout.METADATA_OFFSET_OFFSET, layout.metadataOffset());
        page.putLong(HeaderLayout.PARTICIPANTS_OFFSET_OFFSET, layout.participantsOffset());
        page.putLong(HeaderLayout.RING_OFFSET_OFFSET, layout.ringOffset());
        page.putLong(HeaderLayout.LIVENESS_INODE_OFFSET, livenessInode);
        page.putLong(HeaderLayout.MAGIC_OFFSET, HeaderLayout.MAGIC);
        page.putLong(HeaderLayout.CHECKSUM_OFFSET, checksum(page));
    }

    /**
     * Reads and checks a header.
     *
     * @param page at least {@link HeaderLayout#USED_LENGTH} bytes from the start of the file.
     * @param fileLength the length that the file really has.
     * @param where the file's name, for the message.
     */
    public static Header read(ByteBuffer page, long fileLength, String where)
            throws ChannelFileException {
        ByteBuffer in = page.duplicate().order(ByteOrder.nativeOrder());
        Fields fields = new Fields(in, where);
        long magic = in.getLong(HeaderLayout.MAGIC_OFFSET);
        if (magic == Long.reverseBytes(HeaderLayout.MAGIC)) {
            throw fields.wrong(
                    "byte order", "foreign", "that of this host, " + ByteOrder.nativeOrder());
        }
        if (magic != HeaderLayout.MAGIC) {
            throw new ChannelFileException(
                    ChannelFileException.Kind.FORMAT,
                    where
                            + " is not a Millrace channel: it starts with 0x"
                            + Long.toHexString(magic)
                            + ", expected 0x"
                            + Long.toHexString(HeaderLayout.MAGIC));
        }
        fields.expect("layout version", HeaderLayout.VERSION_OFFSET, HeaderLayout.VERSION);
        long capacity = in.getLong(HeaderLayout.CAPACITY_OFFSET);
        if (!FileLayout.isCapacity(capacity)) {
            throw fields.wrong(
                    "capacity",
                    capacity,
                    "a power of two from "
                            + FileLayout.MIN_CAPACITY
                            + " to "
                            + FileLayout.MAX_CAPACITY);
        }
        long maxSenders =
                fields.within(
                        "max senders", HeaderLayout.MAX_SENDERS_OFFSET, 1, FileLayout.MAX_SENDERS);
        FileLayout layout = new FileLayout((int) capacity, (int) maxSenders);
        fields.expect(
                "file length in the header", HeaderLayout.FILE_LENGTH_OFFSET, layout.fileLength());
        if (fileLength != layout.fileLength()) {
            throw fields.wrong("file length", fileLength, Long.toString(layout.fileLength()));
        }
        fields.expect(
                "counter values offset",
                HeaderLayout.VALUES_OFFSET_OFFSET,
                CounterLayout.VALUES_START);
        fields.expect(
                "counter metadata offset",
                HeaderLayout.METADATA_OFFSET_OFFSET,
                layout.metadataOffset());
        fields.expect(
                "participants offset",
                HeaderLayout.PARTICIPANTS_OFFSET_OFFSET,
                layout.participantsOffset());
        fields.expect("ring offset", HeaderLayout.RING_OFFSET_OFFSET, layout.ringOffset());
        long interval =
                fields.within(
                        "heartbeat interval",
                        HeaderLayout.HEARTBEAT_INTERVAL_OFFSET,
                        MIN_INTERVAL_NS,
                        MAX_INTERVAL_NS);
        long timeout =
                fields.within(
                        "heartbeat timeout",
                        HeaderLayout.HEARTBEAT_TIMEOUT_OFFSET,
                        MIN_INTERVALS_PER_TIMEOUT * interval,
                        MAX_TIMEOUT_NS);
        fields.expect("header checksum", HeaderLayout.CHECKSUM_OFFSET, checksum(in));
        return new Header(
                (int) capacity,
                (int) maxSenders,
                in.getLong(HeaderLayout.SALT_OFFSET),
                in.getLong(HeaderLayout.CHANNEL_ID_OFFSET),
                interval,
                timeout,
                in.getLong(HeaderLayout.CREATOR_PID_OFFSET),
                in.getLong(HeaderLayout.CREATED_AT_OFFSET),
                in.getLong(HeaderLayout.LIVENESS_INODE_OFFSET));
    }

    private static long checksum(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        ByteBuffer covered = page.duplicate();
        covered.position(0).limit(HeaderLayout.CHECKSUM_OFFSET);
        crc.update(covered);
        return crc.getValue();
    }

    private record Fields(ByteBuffer in, String where) {
        void expect(String name, int offset, long expected) throws ChannelFileException {
            long value = in.getLong(offset);
            if (value != expected) {
                throw wrong(name, value, Long.toString(expected));
            }
        }

        long within(String name, int offset, long min, long max) throws ChannelFileException {
            long value = in.getLong(offset);
            if (value < min || value > max) {
                throw wrong(name, value, min + " to " + max);
            }
            return value;
        }

        ChannelFileException wrong(String name, Object value, String expected) {
            return new ChannelFileException(
                    ChannelFileException.Kind.FORMAT,
                    where + ": " + name + " is " + value + ", expected " + expected);
        }
    }
}
