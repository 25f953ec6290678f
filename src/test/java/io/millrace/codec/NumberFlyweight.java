package io.millrace.codec;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.agrona.sbe.MessageEncoderFlyweight;

/** What SBE would generate for a message of one number, and after it bytes of any length. */
final class NumberFlyweight {
    static final int TEMPLATE = 40_000;
    static final int SCHEMA = 7;
    static final int VERSION = 2;
    static final int BLOCK_LENGTH = Long.BYTES;

    private NumberFlyweight() {}

    /** Writes. */
    static final class Encoder implements MessageEncoderFlyweight {
        private MutableDirectBuffer buffer;
        private int offset;
        private int limit;

        Encoder number(long number) {
            buffer.putLong(offset, number, ByteOrder.LITTLE_ENDIAN);
            return this;
        }

        Encoder tail(byte[] tail) {
            buffer.putBytes(limit, tail);
            limit += tail.length;
            return this;
        }

        @Override
        public Encoder wrap(MutableDirectBuffer target, int at) {
            buffer = target;
            offset = at;
            limit = at + BLOCK_LENGTH;
            return this;
        }

        @Override
        public MutableDirectBuffer buffer() {
            return buffer;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public int limit() {
            return limit;
        }

        @Override
        public void limit(int newLimit) {
            limit = newLimit;
        }

        @Override
        public int encodedLength() {
            return limit - offset;
        }

        @Override
        public int sbeBlockLength() {
            return BLOCK_LENGTH;
        }

        @Override
        public int sbeTemplateId() {
            return TEMPLATE;
        }

        @Override
        public int sbeSchemaId() {
            return SCHEMA;
        }

        @Override
        public int sbeSchemaVersion() {
            return VERSION;
        }

        @Override
        public String sbeSemanticType() {
            return "";
        }
    }

    /** Reads. */
    static final class Decoder implements MessageDecoderFlyweight {
        private DirectBuffer buffer;
        private int offset;
        private int limit;
        private int actingVersion;

        long number() {
            return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        }

        byte[] tail(int length) {
            byte[] tail = new byte[length];
            buffer.getBytes(limit, tail);
            limit += length;
            return tail;
        }

        int actingVersion() {
            return actingVersion;
        }

        @Override
        public Decoder wrap(DirectBuffer source, int at, int blockLength, int version) {
            buffer = source;
            offset = at;
            limit = at + blockLength;
            actingVersion = version;
            return this;
        }

        @Override
        public StringBuilder appendTo(StringBuilder builder) {
            return builder.append(number());
        }

        @Override
        public DirectBuffer buffer() {
            return buffer;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public int limit() {
            return limit;
        }

        @Override
        public void limit(int newLimit) {
            limit = newLimit;
        }

        @Override
        public int encodedLength() {
            return limit - offset;
        }

        @Override
        public int sbeBlockLength() {
            return BLOCK_LENGTH;
        }

        @Override
        public int sbeTemplateId() {
            return TEMPLATE;
        }

        @Override
        public int sbeSchemaId() {
            return SCHEMA;
        }

        @Override
        public int sbeSchemaVersion() {
            return VERSION;
        }

        @Override
        public String sbeSemanticType() {
            return "";
        }
    }
}
