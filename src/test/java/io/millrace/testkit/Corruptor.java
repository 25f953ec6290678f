package io.millrace.testkit;

import io.millrace.Channel;
import io.millrace.ChannelOptions;
import io.millrace.ChannelStatus;
import io.millrace.Codec;
import io.millrace.MillraceException;
import io.millrace.Receiver;
import io.millrace.Sender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A program that damages channels at random, behind their headers, and uses them. It lives in a JVM
 * of its own because the point is that this JVM survives.
 */
public final class Corruptor {
    private final Path directory;
    private final long start;
    private final long end;
    private final ChannelOptions options;
    private int refused;

    private Corruptor(Path directory, long start, long end, ChannelOptions options) {
        this.directory = directory;
        this.start = start;
        this.end = end;
        this.options = options;
    }

    /** Arguments: directory, how many, first and last offset to damage, capacity, max senders. */
    public static void main(String[] arguments) throws IOException {
        int times = Integer.parseInt(arguments[1]);
        Corruptor corruptor =
                new Corruptor(
                        Path.of(arguments[0]),
                        Long.parseLong(arguments[2]),
                        Long.parseLong(arguments[3]),
                        ChannelOptions.defaults()
                                .capacity(Long.parseLong(arguments[4]))
                                .maxSenders(Integer.parseInt(arguments[5]))
                                .heartbeatInterval(Duration.ofMillis(1))
                                .heartbeatTimeout(Duration.ofMillis(50)));
        for (int seed = 0; seed < times; seed++) {
            try {
                corruptor.damageAndUse(new Random(seed));
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        System.out.println(
                "survived "
                        + times
                        + " damaged channels; "
                        + corruptor.refused
                        + " uses were refused");
    }

    private void damageAndUse(Random random) throws IOException {
        Path path = directory.resolve("damaged");
        try (Channel channel = Channel.open(path, options);
                Sender<byte[]> sender = channel.sender(Codec.bytes());
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            for (int i = random.nextInt(100); i > 0; i--) {
                sender.send(new byte[random.nextInt(200)]);
                receiver.receive();
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                sender.send(new byte[random.nextInt(1000)]);
            }
        }
        damage(path, random);
        try (Channel channel = Channel.open(path, options)) {
            use(channel, random);
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private void damage(Path path, Random random) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            for (int i = 1 + random.nextInt(200); i > 0; i--) {
                long offset =
                        random.nextInt(4) == 0
                                ? start + random.nextInt((int) (end - start) / 8) * 8L
                                : 8192 + random.nextInt(9) * 128L;
                word.putLong(0, value(random));
                file.write(word.duplicate(), offset);
            }
        }
    }

    private static long value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(10_000);
            case 2 -> 64L * random.nextInt(200);
            case 3 -> -random.nextInt(100);
            default -> Long.MAX_VALUE - random.nextInt(200);
        };
    }

    private void use(Channel channel, Random random) {
        refusable(() -> ChannelStatus.of(channel.path().orElseThrow()));
        refusable(channel::status);
        refusable(() -> send(channel, random));
        refusable(() -> receive(channel));
        refusable(() -> send(channel, random));
    }

    private static void send(Channel channel, Random random) {
        try (Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            for (int i = 0; i < 100; i++) {
                sender.trySend(new byte[random.nextInt(sender.maxMessageLength())]);
            }
        }
    }

    private static void receive(Channel channel) {
        try (Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            for (int i = 0; i < 100; i++) {
                receiver.tryReceive();
                receiver.poll((buffer, offset, length) -> buffer.checkLimit(offset + length), 10);
            }
        }
    }

    private void refusable(Runnable use) {
        try {
            use.run();
        } catch (MillraceException e) {
            refused++;
        }
    }
}
