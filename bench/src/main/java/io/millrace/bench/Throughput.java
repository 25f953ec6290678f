package io.millrace.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many messages a second go from the benchmark's thread to a receiver thread of its own, which
 * checks their sequence. The ring is short against an iteration, so what is sent is received.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Dagrona.disable.bounds.checks=true"
        })
public class Throughput {
    private static final int MESSAGES = 1024;
    private static final int POLL_LIMIT = 256;

    @Param public SubjectKind subject;

    private final SequenceCheck check = new SequenceCheck();
    private Subject ring;
    private Partner receiver;
    private long sequence;

    /** Opens the subject and starts its receiver. */
    @Setup
    public void open() {
        Subject opened = subject.open(check);
        ring = opened;
        receiver = new Partner("receiver", () -> opened.poll(POLL_LIMIT));
    }

    /** One operation is one message. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void send() {
        for (int i = 0; i < MESSAGES; i++) {
            while (!ring.offer(sequence)) {
                receiver.spin();
            }
            sequence++;
        }
    }

    /** Drains the ring and counts. */
    @TearDown
    public void close() {
        receiver.close();
        while (ring.poll(POLL_LIMIT) > 0) {
            Thread.onSpinWait();
        }
        ring.close();
        if (check.count() != sequence) {
            throw new IllegalStateException(
                    check.count() + " messages arrived of " + sequence + " sent");
        }
    }
}
