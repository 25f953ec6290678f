package io.millrace.wait;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Tells virtual threads from platform threads on every JDK. A virtual thread that sleeps by {@link
 * Futex#waitOn} keeps its carrier thread from running others, so it should wait in another way.
 */
public final class VirtualThreads {

    private static final MethodHandle IS_VIRTUAL = isVirtual();

    private VirtualThreads() {}

    /**
     * Tells whether the thread is a virtual one. Costs no more than a plain call; thread-safe.
     *
     * @param thread any thread
     * @return false on a JDK that has no virtual threads
     */
    public static boolean isVirtual(Thread thread) {
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException absent) {
            MethodHandle never = MethodHandles.constant(boolean.class, false);
            return MethodHandles.dropArguments(never, 0, Thread.class);
        }
    }
}
