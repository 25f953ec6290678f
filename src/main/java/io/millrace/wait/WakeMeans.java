package io.millrace.wait;

/** By what a process wakes the others, as its participant slots say. */
public enum WakeMeans {
    /** Not known yet: the process has just begun. */
    UNKNOWN(0, "loading"),
    /** By nothing: the others look now and then. */
    PARKING(1, "parking"),
    /** The kernel's futex, called by JNA. */
    JNA(2, "futex by JNA"),
    /** The kernel's futex, called by {@code java.lang.foreign}. */
    FOREIGN(3, "futex by java.lang.foreign");

    private static final WakeMeans[] BY_CODE = {UNKNOWN, PARKING, JNA, FOREIGN};

    private final int code;
    private final String title;

    WakeMeans(int code, String title) {
        this.code = code;
        this.title = title;
    }

    /** What this process has now. */
    public static WakeMeans now() {
        if (!FutexSelection.isLoaded()) {
            return UNKNOWN;
        }
        return FutexSelection.current().means();
    }

    /** The one with this code in a file, {@link #UNKNOWN} for any other number. */
    public static WakeMeans of(long code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[(int) code] : UNKNOWN;
    }

    /** Its number in a file. */
    public long code() {
        return code;
    }

    /** Whether a thread that sleeps in the kernel is woken by it. */
    public boolean isKernel() {
        return this == JNA || this == FOREIGN;
    }

    @Override
    public String toString() {
        return title;
    }
}
