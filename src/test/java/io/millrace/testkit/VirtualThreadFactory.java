package io.millrace.testkit;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Assumptions;

/** Makes virtual threads from Java 17 sources. */
public final class VirtualThreadFactory {
    private VirtualThreadFactory() {}

    /** Skips the test where there are none. */
    public static ThreadFactory get() {
        Assumptions.assumeTrue(Runtime.version().feature() >= 21, "no virtual threads");
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
