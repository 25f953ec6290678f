package io.millrace.wait;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The {@code syscall} function of the C library with six arguments, bound by {@code
 * java.lang.foreign}. All of that is looked up by name, as the classes are compiled for an older
 * JDK. Loading this class binds the function, or throws.
 */
final class ForeignSyscall {

    private static final Class<?> SEGMENT = foreign("MemorySegment");

    /** The type is (Object errnoSegment, long number, long...6) long. */
    static final MethodHandle CAPTURING_ERRNO = bind(true);

    /** The type is (long number, long...6) long. */
    static final MethodHandle PLAIN = bind(false);

    private ForeignSyscall() {}

    static Object segmentOf(ByteBuffer buffer) {
        return call(null, SEGMENT, "ofBuffer", types(Buffer.class), buffer);
    }

    static long addressOf(Object segment) {
        return (long) call(segment, SEGMENT, "address", types());
    }

    static Object slice(Object segment, long offset, long length) {
        return call(segment, SEGMENT, "asSlice", types(long.class, long.class), offset, length);
    }

    static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException(failure);
    }

    private static MethodHandle bind(boolean captureErrno) {
        Class<?> linkerType = foreign("Linker");
        Object linker = call(null, linkerType, "nativeLinker", types());
        Object options = options(captureErrno);
        MethodHandle bound =
                (MethodHandle)
                        call(
                                linker,
                                linkerType,
                                "downcallHandle",
                                types(SEGMENT, foreign("FunctionDescriptor"), options.getClass()),
                                function(linker, linkerType),
                                descriptor(),
                                options);
        return captureErrno
                ? bound.asType(bound.type().changeParameterType(0, Object.class))
                : bound;
    }

    private static Object function(Object linker, Class<?> linkerType) {
        Object symbols = call(linker, linkerType, "defaultLookup", types());
        Optional<?> found =
                (Optional<?>)
                        call(
                                symbols,
                                foreign("SymbolLookup"),
                                "find",
                                types(String.class),
                                "syscall");
        return found.orElseThrow(() -> new NoSuchElementException("no function syscall"));
    }

    private static Object descriptor() {
        Class<?> layoutType = foreign("MemoryLayout");
        Object longLayout;
        try {
            longLayout = foreign("ValueLayout").getField("JAVA_LONG").get(null);
        } catch (ReflectiveOperationException failure) {
            throw unchecked(failure);
        }
        Object[] parameters = (Object[]) Array.newInstance(layoutType, 7);
        Arrays.fill(parameters, longLayout);
        return call(
                null,
                foreign("FunctionDescriptor"),
                "of",
                types(layoutType, parameters.getClass()),
                longLayout,
                parameters);
    }

    private static Object options(boolean captureErrno) {
        Class<?> type = foreign("Linker$Option");
        Object[] options = (Object[]) Array.newInstance(type, captureErrno ? 2 : 1);
        options[0] = call(null, type, "firstVariadicArg", types(int.class), 1);
        if (captureErrno) {
            Object names = new String[] {"errno"};
            options[1] = call(null, type, "captureCallState", types(String[].class), names);
        }
        return options;
    }

    private static Class<?> foreign(String name) {
        try {
            return Class.forName("java.lang.foreign." + name);
        } catch (ClassNotFoundException failure) {
            throw unchecked(failure);
        }
    }

    private static Class<?>[] types(Class<?>... types) {
        return types;
    }

    private static Object call(
            Object target, Class<?> owner, String name, Class<?>[] types, Object... arguments) {
        try {
            return owner.getMethod(name, types).invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw unchecked(failure.getCause());
        } catch (ReflectiveOperationException failure) {
            throw unchecked(failure);
        }
    }
}
