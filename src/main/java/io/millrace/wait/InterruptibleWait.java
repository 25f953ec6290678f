package io.millrace.wait;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Objects;
import java.util.Set;

/**
 * A wait on a {@link Futex} that {@link Thread#interrupt()} ends at once.
 *
 * <p>The interrupting thread itself does the waking: the JDK lets a selector ask to be told when
 * the thread that is about to block is interrupted ({@code AbstractSelector.begin()}), and this
 * class poses as a selector. So a waiter needs no helper thread and costs nothing while it sleeps;
 * one wait costs a few uncontended locks more than the bare call.
 *
 * <p>An interrupt that comes just before the thread falls asleep must not be lost either, so the
 * interrupting thread first changes the word, by the {@link Release} that the owner of the word's
 * protocol supplies, and then wakes all who wait on it. To the others this is a spurious wake-up.
 *
 * <p>To wait, read the word, look for the reason to go on, and then call {@link #await} with the
 * value read. An instance serves one thread at a time, and may be kept and used again. A wait
 * allocates no memory once it is compiled.
 */
public final class InterruptibleWait {

    /**
     * Changes a word so that a thread about to sleep on the expected value does not. It is called
     * by interrupting threads, only while a thread is in {@link InterruptibleWait#await}, and
     * several times at worst.
     */
    @FunctionalInterface
    public interface Release {

        /**
         * Makes the word differ from the expected value if it does not yet, as by a compare and
         * set. It must be brief and must not throw, for it runs inside {@link Thread#interrupt()},
         * and must not wait for a lock that the waiting thread may hold.
         *
         * @param address where the word is
         * @param expected the value that the waiting thread sleeps on
         */
        void release(long address, int expected);
    }

    /**
     * Before JDK 23 an interrupt that comes just as a wait begins may fail to call the hook though
     * the thread's status is set a moment later (JDK-8323782; also mended in 21.0.5). There the
     * thread wakes up now and then to look at its status: soon after the start, when such an
     * interrupt is likely to have got that far, then ever more rarely.
     */
    private static final boolean INTERRUPT_ALWAYS_CALLS = Runtime.version().feature() >= 23;

    private static final long FIRST_SLICE_NANOS = 2_000_000;
    private static final long LAST_SLICE_NANOS = 512_000_000;
    private static final int SLICE_GROWTH = 128;

    private final Futex futex;
    private final Release release;
    private final Hook hook = new Hook();

    /**
     * Creates a wait.
     *
     * @param futex what to sleep by
     * @param release how to change the words that this instance waits on
     */
    public InterruptibleWait(Futex futex, Release release) {
        this.futex = Objects.requireNonNull(futex, "futex");
        this.release = Objects.requireNonNull(release, "release");
    }

    /**
     * Sleeps while the word holds the expected value, until a wake-up, for the given time, or until
     * the thread is interrupted. The word must stay mapped until this returns. In a virtual thread
     * this blocks the carrier thread as well, see {@link VirtualThreads}.
     *
     * @param address where the word is, a multiple of 4
     * @param expected the value that the caller found in the word
     * @param timeoutNanos the longest time to sleep in nanoseconds, as for {@link Futex#waitOn}
     * @return {@link Futex#INTERRUPTED} if the thread is interrupted, which it then still is; else
     *     {@link Futex#WOKEN}, {@link Futex#CHANGED} or {@link Futex#TIMED_OUT}
     * @throws IllegalArgumentException if the address is not a multiple of 4
     * @throws IllegalStateException if the kernel refuses, or if another thread is waiting here
     */
    public int await(long address, int expected, long timeoutNanos) {
        Thread thread = Thread.currentThread();
        int status = Futex.WOKEN;
        hook.claim(address, expected);
        try {
            hook.attach();
            if (!thread.isInterrupted()) {
                status = sleep(thread, address, expected, timeoutNanos);
            }
        } finally {
            hook.detach();
        }
        if (thread.isInterrupted()) {
            return Futex.INTERRUPTED;
        }
        return status == Futex.INTERRUPTED ? Futex.WOKEN : status;
    }

    private int sleep(Thread thread, long address, int expected, long timeoutNanos) {
        if (INTERRUPT_ALWAYS_CALLS) {
            return futex.waitOn(address, expected, timeoutNanos);
        }
        long start = System.nanoTime();
        long left = timeoutNanos;
        long slice = FIRST_SLICE_NANOS;
        while (true) {
            int status = futex.waitOn(address, expected, Math.min(left, slice));
            if (status != Futex.TIMED_OUT || thread.isInterrupted()) {
                return status;
            }
            left = timeoutNanos - (System.nanoTime() - start);
            if (left <= 0) {
                return status;
            }
            slice = Math.min(slice * SLICE_GROWTH, LAST_SLICE_NANOS);
        }
    }

    /**
     * The selector that the JDK calls. Newer JDKs may call it after the wait has ended, when the
     * memory may be gone: hence the monitor and the flag.
     */
    private final class Hook extends AbstractSelector {

        private boolean waiting;
        private long address;
        private int expected;

        Hook() {
            super(null);
        }

        synchronized void claim(long wordAddress, int expectedValue) {
            if (waiting) {
                throw new IllegalStateException("another thread is waiting here");
            }
            address = wordAddress;
            expected = expectedValue;
            waiting = true;
        }

        void attach() {
            begin();
        }

        void detach() {
            end();
            synchronized (this) {
                waiting = false;
            }
        }

        @Override
        public synchronized Selector wakeup() {
            if (waiting) {
                try {
                    release.release(address, expected);
                } finally {
                    futex.wake(address, Integer.MAX_VALUE);
                }
            }
            return this;
        }

        @Override
        protected void implCloseSelector() {}

        @Override
        protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<SelectionKey> keys() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<SelectionKey> selectedKeys() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int selectNow() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int select(long timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int select() {
            throw new UnsupportedOperationException();
        }
    }
}
