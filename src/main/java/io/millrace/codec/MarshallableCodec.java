package io.millrace.codec;

import io.millrace.Codec;
import java.util.Objects;
import java.util.function.Supplier;
import net.openhft.chronicle.bytes.BytesMarshallable;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Objects that write themselves into the claim and read themselves from the record. */
final class MarshallableCodec<T extends BytesMarshallable> implements Codec<T> {
    private final Supplier<? extends T> factory;
    private final int maxLength;
    private final boolean reusing;

    MarshallableCodec(Supplier<? extends T> factory, int maxLength, boolean reusing) {
        this.factory = Objects.requireNonNull(factory, "factory");
        this.maxLength = maxLength;
        this.reusing = reusing;
    }

    @Override
    public Codec<T> forHalf(int maxMessageLength) {
        return new InHalf(Math.min(maxLength, maxMessageLength));
    }

    @Override
    public int maxEncodedLength(T message) {
        return maxLength;
    }

    @Override
    public int encode(T message, MutableDirectBuffer buffer, int offset) {
        return forHalf(buffer.capacity() - offset).encode(message, buffer, offset);
    }

    @Override
    public T decode(DirectBuffer buffer, int offset, int length) {
        return forHalf(length).decode(buffer, offset, length);
    }

    private T newObject() {
        return Objects.requireNonNull(factory.get(), "the factory's object");
    }

    /** What one half uses. */
    private final class InHalf implements Codec<T> {
        private final RecordBytes bytes = new RecordBytes();
        private final int longest;
        private T reused;

        InHalf(int longest) {
            this.longest = longest;
        }

        @Override
        public Codec<T> forHalf(int maxMessageLength) {
            return MarshallableCodec.this.forHalf(maxMessageLength);
        }

        @Override
        public int maxEncodedLength(T message) {
            return longest;
        }

        @Override
        public int encode(T message, MutableDirectBuffer buffer, int offset) {
            return bytes.write(message, buffer, offset, longest);
        }

        @Override
        public T decode(DirectBuffer buffer, int offset, int length) {
            T object = object();
            bytes.read(object, buffer, offset, length);
            return object;
        }

        private T object() {
            if (!reusing) {
                return newObject();
            }
            if (reused == null) {
                reused = newObject();
            }
            return reused;
        }
    }
}
