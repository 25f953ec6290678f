package io.millrace;

import org.agrona.UnsafeApi;

/** What Millrace needs of the JVM it runs in. */
final class Platform {
    private static final String FLAG = "--add-exports java.base/jdk.internal.misc=ALL-UNNAMED";
    private static final boolean USABLE = isUsable();

    private Platform() {}

    /** Says which flag is missing, once and before anything is touched. */
    static void require() {
        if (!USABLE) {
            throw new MillraceException(
                    "the JVM was started without a flag that Agrona needs: add " + FLAG);
        }
    }

    private static boolean isUsable() {
        try {
            UnsafeApi.fullFence();
            return true;
        } catch (IllegalAccessError | ExceptionInInitializerError | NoClassDefFoundError e) {
            return false;
        }
    }
}
