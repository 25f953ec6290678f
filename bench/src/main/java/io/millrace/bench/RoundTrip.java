package io.millrace.bench;

import io.millrace.MessageHandler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a message and its reply take: the benchmark's thread sends on one ring, an echo thread
 * of its own answers on another, and both spin.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Dagrona.disable.bounds.checks=true"
        })
public class RoundTrip {
    private static final int POLL_LIMIT = 256;

    @Param public SubjectKind subject;

    private final SequenceCheck check = new SequenceCheck();
    private Subject requests;
    private Subject replies;
    private Partner echo;
    private long sequence;

    /** Opens a ring for each direction and starts the echo. */
    @Setup
    public void open() {
        Subject back = subject.open(check);
        MessageHandler answer =
                (buffer, offset, length) -> {
                    long number = Subject.read(buffer, offset, length);
                    while (!back.offer(number)) {
                        Thread.onSpinWait();
                    }
                };
        Subject there = subject.open(answer);
        requests = there;
        replies = back;
        echo = new Partner("echo", () -> there.poll(POLL_LIMIT));
    }

    /** One operation is one message there and one back. */
    @Benchmark
    public void exchange() {
        while (!requests.offer(sequence)) {
            echo.spin();
        }
        while (replies.poll(POLL_LIMIT) == 0) {
            echo.spin();
        }
        sequence++;
    }

    /** Counts the replies. */
    @TearDown
    public void close() {
        echo.close();
        requests.close();
        replies.close();
        if (check.count() != sequence) {
            throw new IllegalStateException(
                    check.count() + " replies arrived of " + sequence + " requests");
        }
    }
}
