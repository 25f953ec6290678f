package io.millrace.wait;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Assumptions;

/** Makes virtual threads from Java 17 sources. */
final class Virtual {

    private Virtual() {}

    static ThreadFactory factory() {
        Assumptions.assumeTrue(Runtime.version().feature() >= 21, "no virtual threads");
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError(failure.getMessage(), failure);
        }
    }
}
