package io.millrace.codec;

import net.openhft.chronicle.bytes.BytesMarshallable;

/** An argument of a call that reads itself, each time into the same object. */
final class MarshallableReader {
    private final CallReader reader;
    private final RecordBytes bytes;
    private final BytesMarshallable object;

    MarshallableReader(CallReader reader, RecordBytes bytes, Class<?> type) {
        this.reader = reader;
        this.bytes = bytes;
        this.object = newObject(type);
    }

    BytesMarshallable get() {
        int length = reader.getInt();
        if (length == CallWriter.NULL) {
            return null;
        }
        bytes.read(object, reader.buffer(), reader.take(length), length);
        return object;
    }

    private static BytesMarshallable newObject(Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (BytesMarshallable) constructor.newInstance();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " cannot be an argument: it must be a class with a constructor"
                            + " without parameters",
                    e);
        }
    }
}
