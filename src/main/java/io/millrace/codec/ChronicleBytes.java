package io.millrace.codec;

import io.millrace.MillraceException;
import java.util.ArrayList;
import java.util.List;

/**
 * What chronicle-bytes needs of the JVM, looked at once before any class of it is initialised.
 *
 * <p>Without these flags it starts, complains, and fails in parts, at a time that depends on the
 * object; so they are asked for at once.
 */
final class ChronicleBytes {
    private static final String CORE = "net.openhft.chronicle.core.Jvm";
    private static final String BYTES = "net.openhft.chronicle.bytes.Bytes";

    /**
     * From this release on native calls and memory access by {@code sun.misc.Unsafe} need flags.
     */
    private static final int FIRST_RESTRICTED_RELEASE = 24;

    private static final String PROBLEM = findProblem();

    private ChronicleBytes() {}

    /** Says what is missing; called before anything of chronicle-bytes is touched. */
    static void require() {
        if (PROBLEM != null) {
            throw new MillraceException(PROBLEM);
        }
    }

    static boolean isPresent() {
        return find(BYTES) != null;
    }

    private static String findProblem() {
        Class<?> core = find(CORE);
        if (core == null || !isPresent()) {
            return "marshallable messages need chronicle-bytes, which is not on the class path: add"
                    + " net.openhft:chronicle-bytes";
        }
        List<String> missing = missingFlags(core.getModule());
        if (!missing.isEmpty()) {
            return "the JVM was started without flags that chronicle-bytes needs: add "
                    + String.join(" ", missing);
        }
        turnOff("chronicle.analytics.disable");
        turnOff("chronicle.announcer.disable");
        return null;
    }

    private static List<String> missingFlags(Module user) {
        String name = user.isNamed() ? user.getName() : "ALL-UNNAMED";
        List<String> missing = new ArrayList<>();
        Module base = Object.class.getModule();
        for (String internal : List.of("sun.nio.ch", "jdk.internal.ref")) {
            if (!base.isExported(internal, user)) {
                missing.add("--add-exports java.base/" + internal + "=" + name);
            }
        }
        if (!base.isOpen("java.lang.reflect", user)) {
            missing.add("--add-opens java.base/java.lang.reflect=" + name);
        }
        if (Runtime.version().feature() >= FIRST_RESTRICTED_RELEASE) {
            if (!user.isNamed() && !isNativeAccessEnabled(user)) {
                missing.add("--enable-native-access=" + name);
            }
            // The JVM keeps the value of its flag in this property.
            if (System.getProperty("sun.misc.unsafe.memory.access", "deny").equals("deny")) {
                missing.add("--sun-misc-unsafe-memory-access=allow");
            }
        }
        return missing;
    }

    /** By reflection: the method is younger than the oldest JVM that this runs on. */
    private static boolean isNativeAccessEnabled(Module module) {
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static void turnOff(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "true");
        }
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name, false, ChronicleBytes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
