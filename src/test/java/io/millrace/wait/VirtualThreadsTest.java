package io.millrace.wait;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class VirtualThreadsTest {

    @Test
    void knowsAPlatformThread() {
        assertFalse(VirtualThreads.isVirtual(Thread.currentThread()));
    }

    @Test
    void knowsAVirtualThread() {
        ThreadFactory factory = Virtual.factory();
        assertTrue(VirtualThreads.isVirtual(factory.newThread(() -> {})));
    }
}
