package io.millrace.wait;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What tests wait for. */
final class Conditions {

    private static final long DEADLINE_NANOS = 60_000_000_000L;

    private Conditions() {}

    @SuppressWarnings("ThreadPriorityCheck") // lets the others have the core
    static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < DEADLINE_NANOS, "not seen: " + what);
            Thread.yield();
        }
    }

    /** Waits until the kernel shows that many threads of this process in a futex wait there. */
    static void awaitSleepers(long address, int count) {
        Assumptions.assumeTrue(
                Files.isReadable(Path.of("/proc/self/syscall")), "no /proc/self/syscall");
        await(count + " sleepers", () -> sleepers(address) == count);
    }

    static int sleepers(long address) {
        String call = SyscallFutex.syscallNumber() + " 0x" + Long.toHexString(address) + " ";
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return (int) tasks.filter(task -> currentCall(task).startsWith(call)).count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String currentCall(Path task) {
        try {
            return Files.readString(task.resolve("syscall"));
        } catch (IOException ended) {
            return "";
        }
    }
}
