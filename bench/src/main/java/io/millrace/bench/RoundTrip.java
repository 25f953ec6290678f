package io.millrace.bench;

import io.millrace.MessageHandler;
import io.millrace.bench.subjects.Link;
import io.millrace.bench.subjects.Link.LinkReceiver;
import io.millrace.bench.subjects.Link.LinkSender;
import io.millrace.bench.subjects.Message;
import io.millrace.bench.subjects.MessageCheck;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long a message and its reply take: the benchmark's thread sends on one ring, an echo thread
 * of its own answers on another, and both spin.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoundTrip extends Measured {
    private static final int POLL_LIMIT = 256;

    @Param({"millrace", "agrona-many-to-one"})
    public String subject;

    @Param("32")
    public int size;

    private MessageCheck check;
    private Link there;
    private Link back;
    private LinkSender requests;
    private LinkReceiver replies;
    private Partner echo;
    private long number;

    /** Opens a ring for each direction and starts the echo. */
    @Setup
    public void open() throws IOException {
        Message message = new Message(size);
        check = new MessageCheck(message, 1);
        there = SubjectLink.open(subject, "there", size, 1);
        back = SubjectLink.open(subject, "back", size, 1);
        replies = back.receiver(check);
        LinkSender answers = back.sender(0);
        MessageHandler answer =
                (buffer, offset, length) -> {
                    long stamp = message.read(buffer, offset, length);
                    while (!answers.offer(stamp)) {
                        Thread.onSpinWait();
                    }
                };
        LinkReceiver asked = there.receiver(answer);
        requests = there.sender(0);
        echo = new Partner("echo", false, () -> asked.poll(POLL_LIMIT));
    }

    /** One operation is one message there and one back. */
    @Benchmark
    public void exchange() {
        while (!requests.offer(number)) {
            echo.idle();
        }
        while (replies.poll(POLL_LIMIT) == 0) {
            echo.idle();
        }
        number++;
    }

    /** Counts the replies. */
    @TearDown
    public void close() {
        echo.close();
        there.close();
        back.close();
        if (check.count(0) != number) {
            throw new IllegalStateException(
                    check.count(0) + " replies arrived of " + number + " requests");
        }
    }
}
