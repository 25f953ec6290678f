package io.millrace.wait;

import java.util.stream.Stream;

/** The kernel futexes that must work on the JVM that runs the tests. */
final class Kernels {
    static final boolean HAS_FOREIGN = Runtime.version().feature() >= 22;

    private Kernels() {}

    static Stream<String> names() {
        return HAS_FOREIGN ? Stream.of("foreign", "jna") : Stream.of("jna");
    }

    static Futex open(String name) {
        return FutexSelection.select(name).futex();
    }
}
