package io.millrace;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * A message that says whose it is, its number, its length and its checksum.
 *
 * <pre>
 *   0 sender (4)   4 length (4)   8 number (8)   16 checksum (4)   20 body
 * </pre>
 */
final class CampaignMessage {
    static final int SHORTEST = 20;

    private static final int CHECKSUM = 16;

    private final byte[] bytes;
    private final ByteBuffer words;
    private final CRC32C checksum = new CRC32C();

    CampaignMessage(int maxLength) {
        bytes = new byte[maxLength];
        words = ByteBuffer.wrap(bytes);
    }

    /** Writes a message of this length; returns the array, of which it is the first bytes. */
    byte[] write(int sender, long number, int length, SplittableRandom random) {
        long state = random.nextLong() | 1;
        for (int at = SHORTEST; at < length; at++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            bytes[at] = (byte) (state >>> 56);
        }
        words.putInt(0, sender);
        words.putInt(4, length);
        words.putLong(8, number);
        words.putInt(CHECKSUM, sum(length));
        return bytes;
    }

    /** Reads a message and fails unless it is whole. */
    void read(DirectBuffer buffer, int offset, int length) {
        if (length < SHORTEST || length > bytes.length) {
            throw new AssertionError("a message of " + length + " bytes, which nobody sent");
        }
        buffer.getBytes(offset, bytes, 0, length);
        int said = words.getInt(CHECKSUM);
        if (words.getInt(4) != length || said != sum(length)) {
            throw new AssertionError(
                    "a torn message: sender %d, number %d, length %d of %d, checksum %x, not %x"
                            .formatted(
                                    sender(),
                                    number(),
                                    length,
                                    words.getInt(4),
                                    said,
                                    sum(length)));
        }
    }

    int sender() {
        return words.getInt(0);
    }

    long number() {
        return words.getLong(8);
    }

    private int sum(int length) {
        checksum.reset();
        checksum.update(bytes, 0, CHECKSUM);
        checksum.update(bytes, SHORTEST, length - SHORTEST);
        return (int) checksum.getValue();
    }
}
