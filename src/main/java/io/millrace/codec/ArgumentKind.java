package io.millrace.codec;

import java.lang.reflect.Method;

/** What a call can carry. */
enum ArgumentKind {
    PRIMITIVE,
    TEXT,
    BYTES,
    ENUM,
    MARSHALLABLE;

    private static final String MARSHALLABLE_TYPE = "net.openhft.chronicle.bytes.BytesMarshallable";

    static ArgumentKind of(Class<?> type, Method method) {
        if (type.isPrimitive()) {
            return PRIMITIVE;
        }
        if (type == String.class) {
            return TEXT;
        }
        if (type == byte[].class) {
            return BYTES;
        }
        if (type.isEnum()) {
            return ENUM;
        }
        if (isMarshallable(type)) {
            ChronicleBytes.require();
            return MARSHALLABLE;
        }
        throw new IllegalArgumentException(
                method
                        + " cannot be taken: a call carries primitives, String, byte[], enums and"
                        + " classes that are BytesMarshallable, not "
                        + type.getName());
    }

    /** By name: chronicle-bytes may be missing, which such a type's own class would not allow. */
    private static boolean isMarshallable(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(MARSHALLABLE_TYPE)) {
                return true;
            }
            for (Class<?> implemented : each.getInterfaces()) {
                if (isMarshallable(implemented)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Bytes that an argument takes whatever its value. */
    int fixedLength(Class<?> type) {
        return switch (this) {
            case PRIMITIVE -> primitiveLength(type);
            case ENUM -> EnumNames.LENGTH;
            case TEXT, BYTES, MARSHALLABLE -> CallWriter.LENGTH_LENGTH;
        };
    }

    private static int primitiveLength(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == int.class || type == float.class) {
            return Integer.BYTES;
        }
        return type == short.class || type == char.class ? Short.BYTES : Byte.BYTES;
    }
}
