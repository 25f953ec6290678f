package io.millrace.codec;

import static io.millrace.codec.Steps.bind;
import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import net.openhft.chronicle.bytes.BytesMarshallable;

/** The steps of a call that touch chronicle-bytes, apart so that calls without them do not. */
final class MarshallableCalls {
    private MarshallableCalls() {}

    /** The step for every argument of a half. */
    static MethodHandle put(CallWriter writer) {
        return bind(
                new MarshallableWriter(writer),
                "put",
                methodType(void.class, BytesMarshallable.class));
    }

    /** The step for one argument, with the bytes that a half has for all. */
    static MethodHandle get(CallReader reader, RecordBytes bytes, Class<?> type) {
        return bind(
                new MarshallableReader(reader, bytes, type),
                "get",
                methodType(BytesMarshallable.class));
    }
}
