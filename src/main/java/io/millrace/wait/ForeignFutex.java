package io.millrace.wait;

/**
 * A futex by {@code java.lang.foreign}. The handles are in {@link ForeignSyscall}, which is loaded
 * only where the JDK is new enough.
 */
final class ForeignFutex extends SyscallFutex {

    private static final int FIRST_SUPPORTED_JDK = 22;

    private ForeignFutex() {}

    /**
     * Opens the implementation.
     *
     * @throws UnsupportedOperationException if the JDK or the platform is known not to have it
     * @throws RuntimeException if the call does not work
     * @throws ExceptionInInitializerError if native access is denied
     */
    static Futex open() {
        if (Runtime.version().feature() < FIRST_SUPPORTED_JDK) {
            throw new UnsupportedOperationException(
                    "needs JDK " + FIRST_SUPPORTED_JDK + " or newer");
        }
        ForeignFutex futex = new ForeignFutex();
        futex.selfCheck();
        return futex;
    }

    @Override
    public WakeMeans means() {
        return WakeMeans.FOREIGN;
    }

    @Override
    CallMemory newCallMemory() {
        CallMemory memory = new CallMemory();
        Object segment = ForeignSyscall.segmentOf(memory.buffer());
        memory.timespec = ForeignSyscall.addressOf(segment);
        memory.errnoSegment = ForeignSyscall.slice(segment, CallMemory.ERRNO_OFFSET, Integer.BYTES);
        return memory;
    }

    @Override
    int callWait(long address, int expected, CallMemory memory) {
        try {
            long result =
                    (long)
                            ForeignSyscall.CAPTURING_ERRNO.invokeExact(
                                    memory.errnoSegment,
                                    number,
                                    address,
                                    FUTEX_WAIT,
                                    (long) expected,
                                    memory.timespec,
                                    0L,
                                    0L);
            return result == 0 ? 0 : memory.errno();
        } catch (Throwable failure) {
            throw ForeignSyscall.unchecked(failure);
        }
    }

    @Override
    long callWake(long address, int count) {
        try {
            return (long)
                    ForeignSyscall.PLAIN.invokeExact(
                            number, address, FUTEX_WAKE, (long) count, 0L, 0L, 0L);
        } catch (Throwable failure) {
            throw ForeignSyscall.unchecked(failure);
        }
    }
}
