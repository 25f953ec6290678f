package io.millrace.bench;

import io.millrace.Channel;
import io.millrace.ChannelOptions;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.WaitStrategy;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
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
 * What {@code send} with each codec does: from the benchmark's thread to a receiver thread of its
 * own, which polls and so decodes nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecThroughput extends Measured {
    private static final int LENGTH = 32;
    private static final int POLL_LIMIT = 256;

    private final byte[] bytes = new byte[LENGTH];

    @Param({"bytes", "int64", "utf8", "direct"})
    public String codec;

    private Channel channel;
    private Partner receiver;
    private Runnable send;

    /** Opens the channel and starts its receiver. */
    @Setup
    public void open() {
        channel =
                Channel.inProcess(ChannelOptions.defaults().waitStrategy(WaitStrategy.busySpin()));
        Receiver<byte[]> rx = channel.receiver(Codec.bytes());
        receiver =
                new Partner(
                        "receiver",
                        false,
                        () -> rx.poll((shown, offset, length) -> {}, POLL_LIMIT));
        send = sending();
    }

    private Runnable sending() {
        return switch (codec) {
            case "bytes" -> sending(Codec.bytes(), bytes);
            case "int64" -> sending(Codec.int64(), 42L);
            case "utf8" -> sending(Codec.utf8(), "m".repeat(LENGTH));
            case "direct" -> sending(Codec.direct(), new UnsafeBuffer(bytes));
            default -> throw new IllegalArgumentException("no codec " + codec);
        };
    }

    private <T> Runnable sending(Codec<T> of, T message) {
        Sender<T> sender = channel.sender(of);
        return () -> sender.send(message);
    }

    /** One operation is one message. */
    @Benchmark
    public void send() {
        send.run();
    }

    /** Ends the receiver, then the channel. */
    @TearDown
    public void close() {
        receiver.close();
        channel.close();
    }
}
