package io.millrace.layout;

/**
 * The first page of a channel file, in the byte order of the host. Written once, before the file
 * gets its name.
 *
 * <pre>
 *    0  magic                   8  "MILLRACE" in memory order of a little-endian host
 *    8  layout version          8
 *   16  file length             8  bytes
 *   24  capacity                8  bytes, a power of two
 *   32  max senders             8
 *   40  salt                    8  random
 *   48  channel id              8  random; names the liveness file
 *   56  heartbeat interval      8  ns
 *   64  heartbeat timeout       8  ns
 *   72  creator's process id    8  for display only
 *   80  created at              8  ms since the epoch, for display only
 *   88  counter values offset   8
 *   96  counter metadata offset 8
 *  104  participants offset     8
 *  112  ring offset             8
 *  120  liveness file's inode   8  0 where the file system has none
 *  128  checksum                8  CRC-32C of bytes 0 to 127
 * </pre>
 */
public final class HeaderLayout {
    /** Length of the header page. */
    public static final int LENGTH = 4096;

    /** What a channel file starts with. */
    public static final long MAGIC = 0x4543_4152_4C4C_494DL;

    /** The version that this code reads and writes. */
    public static final long VERSION = 2;

    /** Offset of the magic. */
    public static final int MAGIC_OFFSET = 0;

    /** Offset of the layout version. */
    public static final int VERSION_OFFSET = 8;

    /** Offset of the file length. */
    public static final int FILE_LENGTH_OFFSET = 16;

    /** Offset of the capacity. */
    public static final int CAPACITY_OFFSET = 24;

    /** Offset of the number of sender slots. */
    public static final int MAX_SENDERS_OFFSET = 32;

    /** Offset of the salt. */
    public static final int SALT_OFFSET = 40;

    /** Offset of the channel id. */
    public static final int CHANNEL_ID_OFFSET = 48;

    /** Offset of the heartbeat interval. */
    public static final int HEARTBEAT_INTERVAL_OFFSET = 56;

    /** Offset of the heartbeat timeout. */
    public static final int HEARTBEAT_TIMEOUT_OFFSET = 64;

    /** Offset of the creator's process id. */
    public static final int CREATOR_PID_OFFSET = 72;

    /** Offset of the time of creation. */
    public static final int CREATED_AT_OFFSET = 80;

    /** Offset of the counter values' offset. */
    public static final int VALUES_OFFSET_OFFSET = 88;

    /** Offset of the counter metadata's offset. */
    public static final int METADATA_OFFSET_OFFSET = 96;

    /** Offset of the participant table's offset. */
    public static final int PARTICIPANTS_OFFSET_OFFSET = 104;

    /** Offset of the ring's offset. */
    public static final int RING_OFFSET_OFFSET = 112;

    /** Offset of the liveness file's inode. */
    public static final int LIVENESS_INODE_OFFSET = 120;

    /** Offset of the checksum. */
    public static final int CHECKSUM_OFFSET = 128;

    /** Bytes that carry meaning. */
    public static final int USED_LENGTH = 136;

    private HeaderLayout() {}
}
