package io.millrace.codec;

import static java.lang.invoke.MethodHandles.collectArguments;
import static java.lang.invoke.MethodHandles.foldArguments;
import static java.lang.invoke.MethodHandles.insertArguments;
import static java.lang.invoke.MethodType.methodType;

import io.millrace.ChannelFormatException;
import io.millrace.MessageHandler;
import io.millrace.codec.HandleProxy.Target;
import io.millrace.codec.InterfaceMethods.Numbered;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Calls the method of an implementation that a message stands for: for each method one method
 * handle that reads the arguments one by one, checks that the message ends there, and calls.
 */
final class CallDispatcher implements MessageHandler {
    private final Class<?> type;
    private final UnknownMethods unknown;
    private final CallReader reader = new CallReader();
    private final Long2ObjectHashMap<Call> calls = new Long2ObjectHashMap<>();
    private RecordBytes bytes;
    private long skipped;

    /** One method of the implementation, its arguments taken from the reader. */
    interface Call {
        void run() throws Throwable;
    }

    <T> CallDispatcher(Class<T> type, T implementation, UnknownMethods unknown) {
        this.type = type;
        this.unknown = unknown;
        List<Numbered> methods = InterfaceMethods.of(type);
        Lookup lookup = HandleProxy.lookupIn(type);
        for (Numbered each : methods) {
            Target run = new Target("run", handle(lookup, each, implementation));
            calls.put(each.id(), HandleProxy.implement(Steps.LOOKUP, Call.class, List.of(run)));
        }
    }

    /** From the last argument to the first: what is put in front last is read first. */
    private MethodHandle handle(Lookup lookup, Numbered numbered, Object implementation) {
        Class<?>[] parameters = numbered.method().getParameterTypes();
        MethodHandle call;
        try {
            call = lookup.unreflect(numbered.method()).bindTo(implementation);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(numbered + " cannot be called", e);
        }
        call = foldArguments(call, get("requireEnd", void.class));
        for (int i = parameters.length - 1; i >= 0; i--) {
            call = collectArguments(call, i, argument(parameters[i], numbered));
        }
        return call;
    }

    private MethodHandle argument(Class<?> parameter, Numbered numbered) {
        MethodHandle get =
                switch (ArgumentKind.of(parameter, numbered.method())) {
                    case PRIMITIVE -> get("get" + capitalized(parameter.getName()), parameter);
                    case TEXT -> get("getString", String.class);
                    case BYTES -> get("getBytes", byte[].class);
                    case ENUM ->
                            insertArguments(
                                    get("getEnum", Enum.class, EnumNames.class),
                                    0,
                                    new EnumNames(parameter));
                    case MARSHALLABLE -> MarshallableCalls.get(reader, bytes(), parameter);
                };
        return get.asType(methodType(parameter));
    }

    private RecordBytes bytes() {
        if (bytes == null) {
            bytes = new RecordBytes();
        }
        return bytes;
    }

    private MethodHandle get(String name, Class<?> result, Class<?>... parameters) {
        return Steps.bind(reader, name, methodType(result, parameters));
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public void onMessage(DirectBuffer buffer, int offset, int length) {
        long id = reader.begin(buffer, offset, length);
        Call call = calls.get(id);
        if (call == null) {
            unknown(id);
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new UndeclaredThrowableException(e, "from " + type.getName());
        }
    }

    private void unknown(long id) {
        if (unknown == UnknownMethods.FAIL) {
            throw new ChannelFormatException(
                    "a call of a method was received that this build's "
                            + type.getName()
                            + " does not have: number "
                            + id
                            + "; the sender was built with another interface, or"
                            + " UnknownMethods.SKIP is wanted");
        }
        skipped++;
    }

    long skipped() {
        return skipped;
    }
}
