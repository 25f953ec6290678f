package io.millrace.wait;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.VirtualThreadFactory;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class VirtualThreadsTest {

    @Test
    void knowsAPlatformThread() {
        assertThat(VirtualThreads.isVirtual(Thread.currentThread())).isFalse();
    }

    @Test
    void knowsAVirtualThread() {
        ThreadFactory factory = VirtualThreadFactory.get();
        assertThat(VirtualThreads.isVirtual(factory.newThread(() -> {}))).isTrue();
    }
}
