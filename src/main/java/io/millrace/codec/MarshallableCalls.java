package io.millrace.codec;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import net.openhft.chronicle.bytes.BytesMarshallable;

/** The steps of a call that touch chronicle-bytes, apart so that calls without them do not. */
final class MarshallableCalls {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private MarshallableCalls() {}

    static MethodHandle put(CallWriter writer) {
        return bind(
                new MarshallableWriter(writer),
                "put",
                methodType(void.class, BytesMarshallable.class));
    }

    static MethodHandle get(CallReader reader, Class<?> type) {
        return bind(
                new MarshallableReader(reader, type), "get", methodType(BytesMarshallable.class));
    }

    private static MethodHandle bind(
            Object receiver, String name, java.lang.invoke.MethodType type) {
        try {
            return LOOKUP.bind(receiver, name, type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }
}
