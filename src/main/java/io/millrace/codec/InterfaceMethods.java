package io.millrace.codec;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The methods of an interface whose calls are messages, each with the number that stands for it in
 * the message.
 *
 * <p>The number is the 64-bit FNV-1a hash of the method's name and erased descriptor, so it is the
 * same in every build that has the method, whatever else the interface has; {@link MethodNumber}
 * sets another one, as for a method that was renamed. Two methods with one number are refused.
 */
final class InterfaceMethods {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private InterfaceMethods() {}

    /** A method and its number. */
    record Numbered(long id, Method method) {
        @Override
        public String toString() {
            return method.getDeclaringClass().getSimpleName()
                    + "."
                    + method.getName()
                    + descriptor(method);
        }
    }

    /** The abstract methods, in the order of their names and descriptors. */
    static List<Numbered> of(Class<?> type) {
        if (!type.isInterface() || type.isAnnotation()) {
            throw new IllegalArgumentException(type.getName() + " is not an interface");
        }
        if (type.isSealed()) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be taken: it is sealed, so nobody can implement it");
        }
        Map<String, Method> bySignature = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())
                    && !isOfObject(method)
                    && !isClose(type, method)) {
                requireNoResult(method);
                bySignature.putIfAbsent(signature(method), method);
            }
        }
        List<Numbered> methods =
                bySignature.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                        .map(entry -> new Numbered(id(type, entry), entry.getValue()))
                        .toList();
        requireDistinct(methods);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " has no method to call");
        }
        return methods;
    }

    /** Whether the interface can close its sender. */
    static boolean hasClose(Class<?> type) {
        return AutoCloseable.class.isAssignableFrom(type);
    }

    private static boolean isClose(Class<?> type, Method method) {
        return hasClose(type)
                && method.getName().equals("close")
                && method.getParameterCount() == 0;
    }

    private static boolean isOfObject(Method method) {
        return Arrays.stream(Object.class.getMethods())
                .anyMatch(each -> signature(each).equals(signature(method)));
    }

    private static void requireNoResult(Method method) {
        if (method.getReturnType() != void.class) {
            throw new IllegalArgumentException(
                    method
                            + " has a result; a call that is a message returns before anybody has"
                            + " seen it, so only void methods can be taken");
        }
    }

    private static void requireDistinct(List<Numbered> methods) {
        Map<Long, Numbered> byId = new LinkedHashMap<>();
        for (Numbered each : methods) {
            Numbered other = byId.putIfAbsent(each.id(), each);
            if (other != null) {
                throw new IllegalArgumentException(
                        other
                                + " and "
                                + each
                                + " have the same number "
                                + each.id()
                                + "; rename one, or give it another @MethodNumber");
            }
        }
    }

    private static long id(Class<?> type, Map.Entry<String, Method> entry) {
        Set<Long> given = new TreeSet<>();
        addGiven(type, entry.getKey(), given);
        if (given.size() > 1) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " cannot be taken: "
                            + entry.getKey()
                            + " has several numbers, "
                            + given);
        }
        return given.isEmpty() ? hash(entry.getKey()) : given.iterator().next();
    }

    /** Of all declarations: which of them reflection shows is not specified. */
    private static void addGiven(Class<?> type, String signature, Set<Long> given) {
        for (Method method : type.getDeclaredMethods()) {
            MethodNumber number = method.getAnnotation(MethodNumber.class);
            if (number != null && signature(method).equals(signature)) {
                given.add(number.value());
            }
        }
        for (Class<?> each : type.getInterfaces()) {
            addGiven(each, signature, given);
        }
    }

    private static long hash(String signature) {
        long hash = FNV_OFFSET;
        for (byte each : signature.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    private static String signature(Method method) {
        return method.getName() + descriptor(method);
    }

    private static String descriptor(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }
}
