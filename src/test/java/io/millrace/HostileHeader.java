package io.millrace;

import io.millrace.layout.ControlLayout;
import io.millrace.layout.CounterLayout;
import io.millrace.layout.FileLayout;
import io.millrace.layout.HeaderLayout;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Damages the header, the length of the file, and single bits. */
final class HostileHeader {
    private static final FileLayout LAYOUT = HostileTemplates.LAYOUT;

    private static final long[] REGIONS = {
        0,
        ControlLayout.START,
        CounterLayout.VALUES_START,
        LAYOUT.metadataOffset(),
        LAYOUT.participantsOffset(),
        LAYOUT.ringOffset(),
        LAYOUT.fileLength()
    };

    private final HostileWords words;
    private final SplittableRandom random;
    private final ByteBuffer file;
    private long length = LAYOUT.fileLength();

    HostileHeader(HostileWords words) {
        this.words = words;
        this.random = words.random();
        this.file = words.file();
    }

    void flip(long from, long to, boolean checksum) {
        int bit = random.nextInt((int) (to - from) * 8);
        int at = (int) from + bit / 8;
        file.put(at, (byte) (file.get(at) ^ 1 << bit % 8));
        words.note("flip bit", bit % 8, at, file.get(at));
        if (checksum) {
            fixChecksum();
        }
    }

    void headerField() {
        words.put("header field", 8L * random.nextInt(HeaderLayout.USED_LENGTH / 8), words.nasty());
        if (random.nextInt(4) > 0) {
            fixChecksum();
        }
    }

    void truncate() {
        length =
                switch (random.nextInt(4)) {
                    case 0 -> 8L * random.nextInt(HeaderLayout.USED_LENGTH / 8 + 1);
                    case 1 -> REGIONS[random.nextInt(REGIONS.length)] + random.nextInt(-1, 2);
                    case 2 -> random.nextLong(LAYOUT.fileLength());
                    default -> Math.abs(words.nasty());
                };
        words.note("file length", length, 0, 0);
    }

    void swapBytes() {
        int count = random.nextBoolean() ? HeaderLayout.USED_LENGTH / 8 : file.capacity() / 8;
        for (int i = 0; i < count; i++) {
            file.putLong(8 * i, Long.reverseBytes(file.getLong(8 * i)));
        }
        words.note("foreign byte order of words", count, 0, 0);
        if (random.nextBoolean()) {
            file.putLong(HeaderLayout.MAGIC_OFFSET, HeaderLayout.MAGIC);
            fixChecksum();
        }
    }

    private void fixChecksum() {
        CRC32C crc = new CRC32C();
        crc.update(file.duplicate().position(0).limit(HeaderLayout.CHECKSUM_OFFSET));
        file.putLong(HeaderLayout.CHECKSUM_OFFSET, crc.getValue());
        words.note("checksum made right", 0, HeaderLayout.CHECKSUM_OFFSET, crc.getValue());
    }

    /** What the file has then. */
    long length() {
        return length;
    }
}
