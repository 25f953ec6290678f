package io.millrace.memory;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/**
 * Handles of fields that the hot path reads opaquely: a volatile load would have the compiler
 * forget all fields that it holds in registers.
 */
public final class FieldHandles {
    private FieldHandles() {}

    /** The handle of a field of the class that looks it up. */
    public static VarHandle find(Lookup lookup, String field, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
