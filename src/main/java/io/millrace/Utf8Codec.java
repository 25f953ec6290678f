package io.millrace;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Strings as UTF-8, written without an array between. */
final class Utf8Codec implements ExactCodec<String> {
    static final Utf8Codec INSTANCE = new Utf8Codec();

    private static final byte REPLACEMENT = '?';

    private Utf8Codec() {}

    @Override
    public int maxEncodedLength(String message) {
        int chars = message.length();
        int length = chars;
        for (int i = 0; i < chars; i++) {
            char c = message.charAt(i);
            if (c >= 0x80) {
                if (c < 0x800) {
                    length++;
                } else if (!Character.isSurrogate(c)) {
                    length += 2;
                } else if (isPair(message, i)) {
                    length += 2;
                    i++;
                }
            }
        }
        return length;
    }

    @Override
    public int encode(String message, MutableDirectBuffer buffer, int offset) {
        int chars = message.length();
        int at = offset;
        for (int i = 0; i < chars; i++) {
            char c = message.charAt(i);
            if (c < 0x80) {
                buffer.putByte(at++, (byte) c);
            } else if (c < 0x800) {
                buffer.putByte(at++, (byte) (0xC0 | c >> 6));
                buffer.putByte(at++, (byte) (0x80 | (c & 0x3F)));
            } else if (!Character.isSurrogate(c)) {
                buffer.putByte(at++, (byte) (0xE0 | c >> 12));
                buffer.putByte(at++, (byte) (0x80 | (c >> 6 & 0x3F)));
                buffer.putByte(at++, (byte) (0x80 | (c & 0x3F)));
            } else if (isPair(message, i)) {
                int point = Character.toCodePoint(c, message.charAt(++i));
                buffer.putByte(at++, (byte) (0xF0 | point >> 18));
                buffer.putByte(at++, (byte) (0x80 | (point >> 12 & 0x3F)));
                buffer.putByte(at++, (byte) (0x80 | (point >> 6 & 0x3F)));
                buffer.putByte(at++, (byte) (0x80 | (point & 0x3F)));
            } else {
                buffer.putByte(at++, REPLACEMENT);
            }
        }
        return at - offset;
    }

    @Override
    public String decode(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean isPair(String message, int i) {
        return Character.isHighSurrogate(message.charAt(i))
                && i + 1 < message.length()
                && Character.isLowSurrogate(message.charAt(i + 1));
    }
}
