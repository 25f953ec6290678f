package io.millrace.wait;

import io.millrace.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What tests wait for. */
final class Conditions {

    private Conditions() {}

    /** Waits until the kernel shows that many threads of this process in a futex wait there. */
    static void awaitSleepers(long address, int count) {
        Assumptions.assumeTrue(
                Files.isReadable(Path.of("/proc/self/syscall")), "no /proc/self/syscall");
        Await.until(count + " sleepers", () -> sleepers(address) == count);
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
