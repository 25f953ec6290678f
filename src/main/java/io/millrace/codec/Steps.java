package io.millrace.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/** Methods of this package as the steps that calls are composed of. */
final class Steps {
    static final Lookup LOOKUP = MethodHandles.lookup();

    private Steps() {}

    /** The method of this name and type, of this object. */
    static MethodHandle bind(Object receiver, String name, MethodType type) {
        try {
            return LOOKUP.bind(receiver, name, type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(receiver.getClass().getSimpleName() + "." + name, e);
        }
    }
}
