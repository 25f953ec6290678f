package io.millrace.codec;

import static java.lang.invoke.MethodHandles.dropArguments;
import static java.lang.invoke.MethodHandles.foldArguments;
import static java.lang.invoke.MethodHandles.insertArguments;
import static java.lang.invoke.MethodHandles.tryFinally;
import static java.lang.invoke.MethodType.methodType;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.codec.HandleProxy.Target;
import io.millrace.codec.InterfaceMethods.Numbered;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the implementation of an interface whose every call becomes a message: for each method one
 * method handle that adds up the length, claims, puts the arguments one by one, and commits.
 */
final class CallSender {
    private final CallWriter writer;
    private final int maxMarshallableLength;
    private MethodHandle marshallablePut;

    private CallSender(CallWriter writer, int maxMarshallableLength) {
        this.writer = writer;
        this.maxMarshallableLength = maxMarshallableLength;
    }

    /** The sender comes last: what cannot be implemented takes no slot. */
    static <T> T open(Channel channel, Class<T> type, int maxMarshallableLength) {
        List<Numbered> methods = InterfaceMethods.of(type);
        CallWriter writer = new CallWriter();
        T implementation =
                new CallSender(writer, maxMarshallableLength)
                        .implement(HandleProxy.lookupIn(type), type, methods);
        writer.open(channel.sender(Codec.direct()));
        return implementation;
    }

    private <T> T implement(Lookup lookup, Class<T> type, List<Numbered> methods) {
        List<Target> targets = new ArrayList<>();
        for (Numbered each : methods) {
            targets.add(new Target(each.method().getName(), handle(each)));
        }
        if (InterfaceMethods.hasClose(type)) {
            targets.add(new Target("close", step("close")));
        }
        return HandleProxy.implement(lookup, type, targets);
    }

    /** From the last step to the first: each is put in front of what follows. */
    private MethodHandle handle(Numbered numbered) {
        Class<?>[] parameters = numbered.method().getParameterTypes();
        ArgumentKind[] kinds = new ArgumentKind[parameters.length];
        int fixedLength = CallWriter.ID_LENGTH;
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = ArgumentKind.of(parameters[i], numbered.method());
            fixedLength += kinds[i].fixedLength(parameters[i]);
        }

        MethodHandle call = dropArguments(step("commit"), 0, parameters);
        for (int i = parameters.length - 1; i >= 0; i--) {
            call = foldArguments(call, at(i, parameters, put(kinds[i], parameters[i])));
        }
        call = foldArguments(call, insertArguments(step("put", long.class), 0, numbered.id()));
        call = tryFinally(call, step("end", Throwable.class));
        call = foldArguments(call, step("claim"));
        boolean marshallable = false;
        for (int i = parameters.length - 1; i >= 0; i--) {
            if (kinds[i] == ArgumentKind.TEXT || kinds[i] == ArgumentKind.BYTES) {
                call = foldArguments(call, at(i, parameters, step("add", parameters[i])));
            }
            marshallable |= kinds[i] == ArgumentKind.MARSHALLABLE;
        }
        if (marshallable) {
            call = foldArguments(call, with("addUpTo", maxMarshallableLength));
        }
        return foldArguments(call, with("start", fixedLength));
    }

    private MethodHandle put(ArgumentKind kind, Class<?> type) {
        MethodHandle put =
                switch (kind) {
                    case PRIMITIVE, TEXT, BYTES -> step("put", type);
                    case ENUM ->
                            insertArguments(
                                    step("put", EnumNames.class, Enum.class),
                                    0,
                                    new EnumNames(type));
                    case MARSHALLABLE -> marshallablePut();
                };
        return put.asType(methodType(void.class, type));
    }

    private MethodHandle marshallablePut() {
        if (marshallablePut == null) {
            marshallablePut = MarshallableCalls.put(writer);
        }
        return marshallablePut;
    }

    /** A step that takes the call's argument number i: it skips those before. */
    private static MethodHandle at(int i, Class<?>[] parameters, MethodHandle step) {
        return dropArguments(step, 0, List.of(parameters).subList(0, i));
    }

    private MethodHandle with(String name, int value) {
        return insertArguments(step(name, int.class), 0, value);
    }

    private MethodHandle step(String name, Class<?>... parameters) {
        return Steps.bind(writer, name, methodType(void.class, parameters));
    }
}
