package io.millrace;

import io.millrace.memory.SmallCopy;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The codecs for plain values. */
final class BuiltInCodecs {
    static final Codec<byte[]> BYTES = new BytesCodec();
    static final Codec<Long> INT64 = new Int64Codec();
    static final Codec<DirectBuffer> DIRECT = new DirectCodec();

    private BuiltInCodecs() {}

    static final class BytesCodec implements ExactCodec<byte[]> {
        @Override
        public int maxEncodedLength(byte[] message) {
            return message.length;
        }

        @Override
        public int encode(byte[] message, MutableDirectBuffer buffer, int offset) {
            SmallCopy.copy(message, buffer, offset);
            return message.length;
        }

        @Override
        public byte[] decode(DirectBuffer buffer, int offset, int length) {
            byte[] message = new byte[length];
            buffer.getBytes(offset, message, 0, length);
            return message;
        }
    }

    static final class Int64Codec implements ExactCodec<Long> {
        @Override
        public int maxEncodedLength(Long message) {
            return Long.BYTES;
        }

        @Override
        public int encode(Long message, MutableDirectBuffer buffer, int offset) {
            buffer.putLong(offset, message, ByteOrder.LITTLE_ENDIAN);
            return Long.BYTES;
        }

        @Override
        public Long decode(DirectBuffer buffer, int offset, int length) {
            if (length != Long.BYTES) {
                throw new ChannelFormatException(
                        "a message of "
                                + length
                                + " bytes was received, expected 8 for a 64-bit integer");
            }
            return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static final class DirectCodec implements Codec<DirectBuffer> {
        @Override
        public int maxEncodedLength(DirectBuffer message) {
            return message.capacity();
        }

        @Override
        public int encode(DirectBuffer message, MutableDirectBuffer buffer, int offset) {
            buffer.putBytes(offset, message, 0, message.capacity());
            return message.capacity();
        }

        @Override
        public DirectBuffer decode(DirectBuffer buffer, int offset, int length) {
            byte[] copy = new byte[length];
            buffer.getBytes(offset, copy, 0, length);
            return new UnsafeBuffer(copy);
        }
    }
}
