package io.millrace.wait;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** A futex by a direct mapping of JNA, an optional dependency. */
final class JnaFutex extends SyscallFutex {

    private JnaFutex() {}

    /** The function itself, bound when this class is loaded. */
    private static final class Library {

        static {
            Native.register(Library.class, NativeLibrary.getProcess());
        }

        static native long syscall(
                long number,
                long address,
                long operation,
                long value,
                long timespec,
                long address2,
                long value3);
    }

    /**
     * Opens the implementation.
     *
     * @throws RuntimeException if the platform does not have it or the call does not work
     * @throws LinkageError if JNA is not there or can't load its native library
     */
    static Futex open() {
        if (!isJnaPresent()) {
            throw new UnsupportedOperationException("not there");
        }
        JnaFutex futex = new JnaFutex();
        futex.selfCheck();
        return futex;
    }

    private static boolean isJnaPresent() {
        try {
            Class.forName("com.sun.jna.Native", false, JnaFutex.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    @Override
    public WakeMeans means() {
        return WakeMeans.JNA;
    }

    @Override
    CallMemory newCallMemory() {
        CallMemory memory = new CallMemory();
        memory.timespec = Pointer.nativeValue(Native.getDirectBufferPointer(memory.buffer()));
        return memory;
    }

    @Override
    int callWait(long address, int expected, CallMemory memory) {
        long result = Library.syscall(number, address, FUTEX_WAIT, expected, memory.timespec, 0, 0);
        return result == 0 ? 0 : Native.getLastError();
    }

    @Override
    long callWake(long address, int count) {
        return Library.syscall(number, address, FUTEX_WAKE, count, 0, 0, 0);
    }
}
