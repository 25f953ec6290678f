package io.millrace.cli;

import io.millrace.Channel;
import io.millrace.ChannelClosedException;
import io.millrace.Codec;
import io.millrace.MillraceException;
import io.millrace.Receiver;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A channel to standard output. */
@Command(
        name = "recv",
        description = "Print each message of a channel as a line.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace recv numbers | tail -1",
            "  millrace recv --count 1 --timeout 5s orders",
            "",
            "Waits for the first sender. Ends with 0 once all senders are gone and the ring is"
                    + " drained, or after --count messages; with 1 when the channel closes before"
                    + " that many, or at a --timeout."
        })
final class RecvCommand implements Callable<Integer> {
    private static final int BATCH = 1024;

    @Spec private CommandSpec spec;

    @Mixin private ChannelArguments arguments;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "End after this many messages; the others stay in the channel.")
    private Long count;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "End with 1 when no message comes for this long, such as 5s.")
    private Duration timeout;

    @Option(
            names = "--raw",
            description =
                    "Print each message behind its length, 4 bytes, little-endian, instead of as a"
                            + " line.")
    private boolean raw;

    RecvCommand() {}

    @Override
    public Integer call() throws IOException {
        if (count != null && count < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--count is " + count + ", expected 1 or more");
        }
        return Shutdown.interruptible(this::receive);
    }

    private int receive() throws IOException {
        // Not closed: what standard output is will be asked when it has failed.
        OutputStream stdout = new FileOutputStream(FileDescriptor.out);
        try (Channel channel = arguments.open();
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            receive(receiver, new MessageOutput(stdout, raw));
            return 0;
        } catch (UncheckedIOException e) {
            return endOfOutput(e.getCause());
        }
    }

    private void receive(Receiver<byte[]> receiver, MessageOutput output) {
        long wanted = count == null ? Long.MAX_VALUE : count;
        long received = 0;
        try {
            while (received < wanted) {
                int polled = receiver.poll(output, (int) Math.min(BATCH, wanted - received));
                if (polled == 0) {
                    flush(output);
                    await(receiver, output);
                    polled = 1;
                }
                received += polled;
            }
        } catch (ChannelClosedException e) {
            if (count != null) {
                throw new MillraceException(
                        arguments.name()
                                + ": closed after "
                                + received
                                + " messages, expected "
                                + count
                                + " (--count)",
                        e);
            }
        } finally {
            flush(output);
        }
    }

    private void await(Receiver<byte[]> receiver, MessageOutput output) {
        byte[] message = timeout == null ? receiver.receive() : receiver.receive(timeout);
        if (message == null) {
            throw new MillraceException(
                    arguments.name() + ": no message came for " + Figures.duration(timeout));
        }
        output.onMessage(new UnsafeBuffer(message), 0, message.length);
    }

    private static void flush(MessageOutput output) {
        try {
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever reads a pipe may have read enough; a full disk is a failure. */
    private static int endOfOutput(IOException e) throws IOException {
        if (Stdout.isPipe()) {
            return 0;
        }
        throw new IOException("standard output can't be written: " + e.getMessage(), e);
    }
}
