package io.millrace.wait;

/**
 * Waits on a 32-bit word of memory until another thread, in this process or in another one that
 * maps the same file, wakes the word.
 *
 * <p>The words are addressed by their place in this process. A word is shared by all processes that
 * map it (the kernel is called without its private flag), so a waker finds the waiters wherever the
 * page is mapped. Addresses must stay mapped for the whole call.
 *
 * <p><strong>No lost wake-ups.</strong> The kernel compares the word and goes to sleep in one step.
 * So whoever wakes must first change the word and then call {@link #wake}; and whoever waits must
 * read the word, look for its reason to go on, and only then call {@link #waitOn} with the value it
 * read. A waker killed between the two steps wakes nobody, hence every wait has a time-out.
 *
 * <p>Instances are thread-safe, and allocate no memory by a call once it is compiled and the thread
 * has called before. {@link #waitOn} neither looks at nor reacts to {@link Thread#interrupt()}
 * unless it {@linkplain #isKernel() parks}: see {@link InterruptibleWait}. Subclasses outside this
 * package are meant for tests, for example to count the calls.
 */
public abstract class Futex {

    /** A wake-up, or a spurious return: look again. */
    public static final int WOKEN = 0;

    /** The word did not hold the expected value. */
    public static final int CHANGED = 1;

    /** The time-out has passed. */
    public static final int TIMED_OUT = 2;

    /** A signal of the operating system, or {@link Thread#interrupt()} where it is seen. */
    public static final int INTERRUPTED = 3;

    /** Called by subclasses. */
    protected Futex() {}

    /**
     * Returns the best implementation that works on this JVM. It is chosen by the first call: a
     * kernel futex through {@code java.lang.foreign} (JDK 22 and newer), else through JNA if that
     * is on the class path, else parking. The system property {@code millrace.futex} with the value
     * {@code foreign}, {@code jna} or {@code parking} allows only that one.
     *
     * @return the same instance for every call
     * @throws IllegalArgumentException if the property has another value, unless {@link
     *     #chooseInBackground} has settled for parking
     * @throws IllegalStateException if the one asked for by the property does not work here, with
     *     the same exception
     */
    public static Futex get() {
        return FutexSelection.get().futex();
    }

    /**
     * Returns what {@link #get()} returns if that has been chosen by now, else parking; never takes
     * time. A failure of the choice leaves it at parking.
     *
     * @return the best there is at this moment
     */
    public static Futex current() {
        return FutexSelection.current();
    }

    /**
     * Has the choice made by a thread of its own, as it takes up to a quarter of a second; once per
     * process, by the first call. What was chosen is logged at level {@code DEBUG}.
     */
    public static void chooseInBackground() {
        FutexSelection.chooseInBackground();
    }

    /**
     * Tells whether a wait sleeps in the kernel until a wake-up. If not, a wait only parks for a
     * short time, {@link #wake} does nothing, and the caller has to look again and again.
     *
     * @return false for the parking fallback
     */
    public final boolean isKernel() {
        return means().isKernel();
    }

    /**
     * Names the implementation.
     *
     * @return {@code futex by java.lang.foreign}, {@code futex by JNA} or {@code parking}
     */
    public final String name() {
        return means().toString();
    }

    /** What the slots of this process say of it. */
    public abstract WakeMeans means();

    /**
     * Sleeps while the word holds the expected value, until a wake-up or for the given time. In a
     * virtual thread this blocks the carrier thread as well.
     *
     * @param address where the word is, a multiple of 4
     * @param expected the value that the caller found in the word
     * @param timeoutNanos the longest time to sleep in nanoseconds, measured by the monotonic clock
     *     from now; zero or less looks at the word but does not sleep
     * @return {@link #WOKEN}, {@link #CHANGED}, {@link #TIMED_OUT} or {@link #INTERRUPTED}
     * @throws IllegalArgumentException if the address is not a multiple of 4
     * @throws IllegalStateException if the kernel refuses, as for an address that is not mapped
     */
    public abstract int waitOn(long address, int expected, long timeoutNanos);

    /**
     * Wakes threads that wait on the word. A system call even if nobody waits.
     *
     * @param address where the word is, a multiple of 4
     * @param count how many threads to wake at most; {@link Integer#MAX_VALUE} for all
     * @return how many it woke
     * @throws IllegalArgumentException if the address is not a multiple of 4
     * @throws IllegalStateException if the kernel refuses, as for an address that is not mapped
     */
    public abstract int wake(long address, int count);

    @Override
    public String toString() {
        return name();
    }
}
