package io.millrace.bench.subjects;

import io.millrace.WaitStrategy;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.jctools.queues.MpscArrayQueue;

/** All that can be measured. */
public final class Subjects {
    /** The name of what the hardware can do at all. */
    public static final String FLOOR = "floor";

    /** The name of Millrace, in the way it is fastest. */
    public static final String MILLRACE = "millrace";

    private static final List<Subject> ALL =
            List.of(
                    new MillraceSubject(MILLRACE, 1, 0),
                    new MillraceSubject("millrace-send", 0, 0),
                    new MillraceSubject("millrace-batch-4", 4, 0),
                    new MillraceSubject("millrace-batch-16", 16, 0),
                    new MillraceSubject("millrace-batch-64", 64, 0),
                    new MillraceSubject("millrace-batch-256", 256, 0),
                    new FloorSubject(),
                    new FloorRingSubject(),
                    new MillraceSubject("millrace-ring-64k", 1, 1 << 16),
                    new MillraceSubject("millrace-ring-16m", 1, 1 << 24),
                    new MillraceSubject("millrace-ring-256m", 1, 1 << 28),
                    new MillraceSubject("millrace-ring-1g", 1, 1 << 30),
                    AgronaSubject.manyToOne("agrona-many-to-one", true),
                    AgronaSubject.manyToOne("agrona-many-to-one-write", false),
                    AgronaSubject.oneToOne("agrona-one-to-one", true),
                    new AeronSubject("aeron-exclusive", true, true),
                    new AeronSubject("aeron-exclusive-offer", true, false),
                    new AeronSubject("aeron-shared", false, true),
                    new AeronSubject("aeron-shared-offer", false, false),
                    new ChronicleQueueSubject(),
                    new QueueSubject("jctools-mpsc", "MpscArrayQueue", true, MpscArrayQueue::new),
                    new DisruptorSubject(),
                    new QueueSubject(
                            "array-blocking-queue",
                            "ArrayBlockingQueue",
                            true,
                            ArrayBlockingQueue::new),
                    new QueueSubject(
                            "linked-transfer-queue",
                            "LinkedTransferQueue",
                            false,
                            length -> new LinkedTransferQueue<>()),
                    new RustSubject(),
                    new SocketSubject("unix-socket", true, 1),
                    new SocketSubject("unix-socket-64", true, 64),
                    new SocketSubject("tcp-socket", false, 1),
                    MillraceTypedSubject.objects("millrace-marshallable"),
                    ChronicleTypedSubject.objects("chronicle-queue-object"),
                    MillraceTypedSubject.calls("millrace-calls"),
                    ChronicleTypedSubject.calls("chronicle-queue-calls"),
                    MillraceTypedSubject.sbe("millrace-sbe"),
                    new AeronSbeSubject("aeron-sbe"),
                    new FutexSubject(),
                    new JvmFutexSubject(),
                    new MillraceWaitSubject(
                            "millrace-blocking",
                            "WaitStrategy.blocking()",
                            WaitStrategy.blocking()),
                    new MillraceWaitSubject(
                            "millrace-backoff", "WaitStrategy.backoff()", WaitStrategy.backoff()),
                    new MillraceWaitSubject(
                            "millrace-spin",
                            "WaitStrategy.busySpin(), however many threads there are,",
                            WaitStrategy.busySpin()),
                    new BlockingSocketSubject(),
                    new IdlingSubject(
                            "park-polling",
                            AgronaSubject.manyToOne("agrona-many-to-one", true),
                            "SleepingIdleStrategy: LockSupport.parkNanos(1000) after each look, the"
                                    + " shortest sleep",
                            SleepingIdleStrategy::new),
                    new IdlingSubject(
                            "aeron-backoff",
                            new AeronSubject("aeron-exclusive", true, true),
                            "BackoffIdleStrategy, Agrona's defaults",
                            BackoffIdleStrategy::new));

    private Subjects() {}

    /** Whether it is what the hardware, or the kernel, can do at all. */
    public static boolean isFloor(Subject subject) {
        return subject.name().equals(FLOOR) || subject.name().startsWith(FLOOR + "-");
    }

    /** In the order of reports. */
    public static List<Subject> all() {
        return ALL;
    }

    /**
     * The subject with this name.
     *
     * @throws IllegalArgumentException when there is none.
     */
    public static Subject named(String name) {
        return ALL.stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no subject '" + name + "'"));
    }
}
