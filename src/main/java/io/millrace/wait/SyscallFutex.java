package io.millrace.wait;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** A futex by the {@code syscall} function of the C library; how that is called is left open. */
abstract class SyscallFutex extends Futex {

    static final long FUTEX_WAIT = 0;
    static final long FUTEX_WAKE = 1;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int ETIMEDOUT = 110;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Of the {@code futex} system call. */
    final long number = syscallNumber();

    private final ThreadLocal<CallMemory> memories = ThreadLocal.withInitial(this::newCallMemory);

    /** Native memory of one thread for the time-out and the error number of its calls. */
    static final class CallMemory {

        static final int ERRNO_OFFSET = 16;
        private static final int SIZE = 24;

        private final ByteBuffer buffer =
                ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());

        /** Where the {@code struct timespec} is. */
        long timespec;

        /** A {@code MemorySegment} of the error number, if the implementation uses one. */
        Object errnoSegment;

        ByteBuffer buffer() {
            return buffer;
        }

        int errno() {
            return buffer.getInt(ERRNO_OFFSET);
        }

        private void timeout(long nanos) {
            long positive = Math.max(nanos, 0);
            buffer.putLong(0, positive / NANOS_PER_SECOND);
            buffer.putLong(8, positive % NANOS_PER_SECOND);
        }
    }

    /**
     * Its number.
     *
     * @throws UnsupportedOperationException if it is not known for this platform
     */
    static long syscallNumber() {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (system.equals("Linux")) {
            if (machine.equals("amd64") || machine.equals("x86_64")) {
                return 202;
            }
            if (machine.equals("aarch64")) {
                return 98;
            }
        }
        throw new UnsupportedOperationException("no futex known for " + system + " on " + machine);
    }

    abstract CallMemory newCallMemory();

    /** Returns 0 or the error number. */
    abstract int callWait(long address, int expected, CallMemory memory);

    /** Returns a negative number for an error. */
    abstract long callWake(long address, int count);

    @Override
    public final int waitOn(long address, int expected, long timeoutNanos) {
        checkAligned(address);
        CallMemory memory = memories.get();
        memory.timeout(timeoutNanos);
        int errno = callWait(address, expected, memory);
        return switch (errno) {
            case 0 -> WOKEN;
            case EAGAIN -> CHANGED;
            case ETIMEDOUT -> TIMED_OUT;
            case EINTR -> INTERRUPTED;
            default ->
                    throw new IllegalStateException(
                            "futex wait at " + hex(address) + " failed: errno " + errno);
        };
    }

    @Override
    public final int wake(long address, int count) {
        checkAligned(address);
        long woken = callWake(address, count);
        if (woken < 0) {
            throw new IllegalStateException("futex wake at " + hex(address) + " failed");
        }
        return (int) woken;
    }

    /**
     * Tries the calls that can be tried by one thread.
     *
     * @throws IllegalStateException if one does not behave as it should
     */
    final void selfCheck() {
        CallMemory word = newCallMemory();
        try {
            selfCheck(word);
        } finally {
            Reference.reachabilityFence(word);
        }
    }

    private void selfCheck(CallMemory word) {
        long address = word.timespec;
        word.buffer().putInt(0, 1);
        wake(address, 1);
        expect(CHANGED, address, 0, NANOS_PER_SECOND);
        long timeout = 1_000_000;
        long start = System.nanoTime();
        expect(TIMED_OUT, address, 1, timeout);
        if (System.nanoTime() - start < timeout) {
            throw new IllegalStateException("futex wait does not sleep");
        }
    }

    private void expect(int status, long address, int expected, long timeoutNanos) {
        int found = waitOn(address, expected, timeoutNanos);
        while (found == WOKEN || found == INTERRUPTED) {
            found = waitOn(address, expected, timeoutNanos);
        }
        if (found != status) {
            throw new IllegalStateException(
                    "futex wait returned status " + found + " in place of " + status);
        }
    }

    private static void checkAligned(long address) {
        if ((address & 3) != 0) {
            throw new IllegalArgumentException(
                    "futex address " + hex(address) + " is not a multiple of 4");
        }
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
