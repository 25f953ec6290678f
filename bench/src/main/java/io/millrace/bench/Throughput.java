package io.millrace.bench;

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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * How many messages a second go from the benchmark's threads, a sender each, to a receiver thread
 * of its own, which checks their sequence. The ring is short against an iteration, so what is sent
 * is received.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Throughput extends Measured {
    private static final int MESSAGES = 1024;
    private static final int POLL_LIMIT = 256;

    @Param({"millrace", "millrace-send", "agrona-many-to-one"})
    public String subject;

    @Param("32")
    public int size;

    private Link link;
    private MessageCheck check;
    private Partner receiver;
    private LinkReceiver rx;
    private int senders;

    /** Opens the subject and starts its receiver. */
    @Setup
    public void open(BenchmarkParams parameters) throws IOException {
        open(parameters.getThreads());
    }

    void open(int senders) throws IOException {
        this.senders = senders;
        link = SubjectLink.open(subject, "throughput", size, senders);
        check = new MessageCheck(new Message(size), senders);
        LinkReceiver opened = link.receiver(check);
        rx = opened;
        boolean yielding = senders + 1 > Runtime.getRuntime().availableProcessors();
        receiver = new Partner("receiver", yielding, () -> opened.poll(POLL_LIMIT));
    }

    /** One operation is one message, from one thread. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    @Threads(1)
    public void oneSender(Source source) {
        source.send(MESSAGES);
    }

    /** The same from two threads. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    @Threads(2)
    public void twoSenders(Source source) {
        source.send(MESSAGES);
    }

    /** The same from four threads. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    @Threads(4)
    public void fourSenders(Source source) {
        source.send(MESSAGES);
    }

    /** The same from eight threads. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    @Threads(8)
    public void eightSenders(Source source) {
        source.send(MESSAGES);
    }

    /** Drains the ring. */
    @TearDown
    public void close() {
        receiver.close();
        while (rx.poll(POLL_LIMIT) > 0) {
            Thread.onSpinWait();
        }
        link.close();
    }

    /** How many messages have come of all senders. */
    long received() {
        long sum = 0;
        for (int sender = 0; sender < senders; sender++) {
            sum += check.count(sender);
        }
        return sum;
    }

    /** One thread's sender. */
    @State(Scope.Thread)
    public static class Source {
        private Runnable wait;
        private LinkSender tx;
        private int index;
        private long number;

        /** Opens the sender. */
        @Setup
        public void open(Throughput benchmark, ThreadParams thread) throws IOException {
            open(benchmark, thread.getThreadIndex());
        }

        void open(Throughput benchmark, int index) throws IOException {
            this.index = index;
            wait = benchmark.receiver::idle;
            tx = benchmark.link.sender(index);
        }

        void send(int messages) {
            tx.send(Message.stamp(index, number), messages, wait);
            number += messages;
        }
    }
}
