package io.millrace;

import io.millrace.layout.FileLayout;
import io.millrace.mapping.Header;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How a channel is made and used. Immutable: each method returns a changed copy.
 *
 * <p>What is set here explicitly and stands in the file of an existing channel must agree with it;
 * what is not set is taken from the file, or from the defaults where the channel is new.
 */
public final class ChannelOptions {
    private static final int DEFAULT_CAPACITY = 1 << 20;
    private static final int DEFAULT_MAX_SENDERS = 64;
    private static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final ChannelOptions DEFAULTS = new ChannelOptions();

    // Written only on a copy that nobody else has seen yet.
    private Integer capacity;
    private Integer maxSenders;
    private Duration heartbeatInterval;
    private Duration heartbeatTimeout;
    private WaitStrategy waitStrategy = WaitStrategy.blocking();
    private WhenReceiverDrops whenReceiverDrops = WhenReceiverDrops.FAIL;
    private Set<PosixFilePermission> permissions;
    private boolean ownDutyCycle;

    private ChannelOptions() {}

    private ChannelOptions(ChannelOptions other) {
        capacity = other.capacity;
        maxSenders = other.maxSenders;
        heartbeatInterval = other.heartbeatInterval;
        heartbeatTimeout = other.heartbeatTimeout;
        waitStrategy = other.waitStrategy;
        whenReceiverDrops = other.whenReceiverDrops;
        permissions = other.permissions;
        ownDutyCycle = other.ownDutyCycle;
    }

    /**
     * 1 MiB, 64 senders, a heartbeat every 100 ms with a timeout of 5 s, blocking, for the owner
     * alone.
     */
    public static ChannelOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Bytes of the ring; a message is at most half of it less 16 bytes.
     *
     * @param bytes a power of two from 1 KiB to 1 GiB; default 1 MiB.
     */
    public ChannelOptions capacity(long bytes) {
        if (!FileLayout.isCapacity(bytes)) {
            throw refused(
                    "capacity",
                    bytes,
                    "a power of two from "
                            + FileLayout.MIN_CAPACITY
                            + " to "
                            + FileLayout.MAX_CAPACITY);
        }
        ChannelOptions changed = new ChannelOptions(this);
        changed.capacity = (int) bytes;
        return changed;
    }

    /**
     * How many senders can be attached at a time.
     *
     * @param count 1 to 1024; default 64.
     */
    public ChannelOptions maxSenders(int count) {
        if (count < 1 || count > FileLayout.MAX_SENDERS) {
            throw refused("maxSenders", count, "1 to " + FileLayout.MAX_SENDERS);
        }
        ChannelOptions changed = new ChannelOptions(this);
        changed.maxSenders = count;
        return changed;
    }

    /**
     * How often each half gives a sign of life.
     *
     * @param interval 1 ms to 60 s; default 100 ms.
     */
    public ChannelOptions heartbeatInterval(Duration interval) {
        long nanos = nanos("heartbeatInterval", interval);
        if (nanos < Header.MIN_INTERVAL_NS || nanos > Header.MAX_INTERVAL_NS) {
            throw refused(
                    "heartbeatInterval",
                    interval,
                    Duration.ofNanos(Header.MIN_INTERVAL_NS)
                            + " to "
                            + Duration.ofNanos(Header.MAX_INTERVAL_NS));
        }
        ChannelOptions changed = new ChannelOptions(this);
        changed.heartbeatInterval = interval;
        return changed;
    }

    /**
     * How long without a sign of life until a half counts as dropped; longer than the longest
     * garbage collection. A claim that a stopped process holds is passed over up to three intervals
     * after it.
     *
     * @param timeout at least three heartbeat intervals, at most 24 h; default 5 s.
     */
    public ChannelOptions heartbeatTimeout(Duration timeout) {
        long nanos = nanos("heartbeatTimeout", timeout);
        if (nanos < Header.MIN_INTERVALS_PER_TIMEOUT * Header.MIN_INTERVAL_NS
                || nanos > Header.MAX_TIMEOUT_NS) {
            throw refused(
                    "heartbeatTimeout",
                    timeout,
                    Header.MIN_INTERVALS_PER_TIMEOUT
                            + " heartbeat intervals to "
                            + Duration.ofNanos(Header.MAX_TIMEOUT_NS));
        }
        ChannelOptions changed = new ChannelOptions(this);
        changed.heartbeatTimeout = timeout;
        return changed;
    }

    /**
     * How halves made through this channel wait; default {@link WaitStrategy#blocking}. Not stored
     * in the file.
     */
    public ChannelOptions waitStrategy(WaitStrategy strategy) {
        ChannelOptions changed = new ChannelOptions(this);
        changed.waitStrategy = Objects.requireNonNull(strategy, "waitStrategy");
        return changed;
    }

    /**
     * What senders made through this channel do once the receiver is closed or dropped; default
     * {@link WhenReceiverDrops#FAIL}. Not stored in the file.
     */
    public ChannelOptions whenReceiverDrops(WhenReceiverDrops policy) {
        ChannelOptions changed = new ChannelOptions(this);
        changed.whenReceiverDrops = Objects.requireNonNull(policy, "whenReceiverDrops");
        return changed;
    }

    /**
     * Rights of a file that is made, whatever the umask; an existing one keeps its own.
     *
     * @param rights as {@code ls} shows them; the owner can read and write; default {@code
     *     rw-------}.
     */
    public ChannelOptions permissions(String rights) {
        Set<PosixFilePermission> parsed;
        try {
            parsed = PosixFilePermissions.fromString(rights);
        } catch (IllegalArgumentException e) {
            throw refused("permissions", rights, "nine letters such as rw-rw----");
        }
        if (!parsed.containsAll(
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))) {
            throw refused(
                    "permissions",
                    rights,
                    "rights that let the owner read and write, such as rw-------");
        }
        ChannelOptions changed = new ChannelOptions(this);
        changed.permissions = parsed;
        return changed;
    }

    /**
     * Whether the heartbeats come from the user's own duty cycle, through {@link
     * Channel#agentInvoker}, instead of Millrace's daemon thread; default false. Who chooses this
     * and does not invoke often enough counts as dropped.
     */
    public ChannelOptions ownDutyCycle(boolean own) {
        ChannelOptions changed = new ChannelOptions(this);
        changed.ownDutyCycle = own;
        return changed;
    }

    /** Bytes of the ring. */
    public int capacity() {
        return capacity == null ? DEFAULT_CAPACITY : capacity;
    }

    /** How many senders can be attached at a time. */
    public int maxSenders() {
        return maxSenders == null ? DEFAULT_MAX_SENDERS : maxSenders;
    }

    /** How often each half gives a sign of life. */
    public Duration heartbeatInterval() {
        return heartbeatInterval == null ? DEFAULT_INTERVAL : heartbeatInterval;
    }

    /** How long without a sign of life until a half counts as dropped. */
    public Duration heartbeatTimeout() {
        return heartbeatTimeout == null ? DEFAULT_TIMEOUT : heartbeatTimeout;
    }

    /** How halves wait. */
    public WaitStrategy waitStrategy() {
        return waitStrategy;
    }

    /** What senders do once the receiver is gone. */
    public WhenReceiverDrops whenReceiverDrops() {
        return whenReceiverDrops;
    }

    /** Rights of a file that is made. */
    public Set<PosixFilePermission> permissions() {
        return permissions == null
                ? EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                : EnumSet.copyOf(permissions);
    }

    /** Whether the heartbeats come from the user's own duty cycle. */
    public boolean ownDutyCycle() {
        return ownDutyCycle;
    }

    /** Refuses options that a new channel can't have together. */
    void requireConsistent() {
        Duration shortest = heartbeatInterval().multipliedBy(Header.MIN_INTERVALS_PER_TIMEOUT);
        if (heartbeatTimeout().compareTo(shortest) < 0) {
            throw refused(
                    "heartbeatTimeout",
                    heartbeatTimeout(),
                    "at least "
                            + Header.MIN_INTERVALS_PER_TIMEOUT
                            + " heartbeat intervals of "
                            + heartbeatInterval()
                            + ", "
                            + shortest);
        }
    }

    /** Refuses an existing channel that differs from what was set explicitly. */
    void requireAgreement(Header header, String where) {
        requireSame(where, "capacity", capacity, header.capacity());
        requireSame(where, "maxSenders", maxSenders, header.maxSenders());
        requireSame(
                where,
                "heartbeatInterval",
                heartbeatInterval,
                Duration.ofNanos(header.heartbeatIntervalNs()));
        requireSame(
                where,
                "heartbeatTimeout",
                heartbeatTimeout,
                Duration.ofNanos(header.heartbeatTimeoutNs()));
    }

    private static void requireSame(String where, String option, Object wanted, Object found) {
        if (wanted != null && !wanted.equals(found)) {
            throw new ChannelFormatException(
                    where
                            + ": "
                            + option
                            + " is "
                            + found
                            + " in the file, but "
                            + wanted
                            + " in the options");
        }
    }

    private static long nanos(String option, Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            throw refused(option, duration, "at most " + Duration.ofNanos(Header.MAX_TIMEOUT_NS));
        }
    }

    private static IllegalArgumentException refused(String option, Object value, String allowed) {
        return new IllegalArgumentException(option + " is " + value + ", allowed is " + allowed);
    }
}
