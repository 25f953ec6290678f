package io.millrace.cli;

import io.millrace.Channel;
import io.millrace.ChannelClosedException;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.MillraceException;
import io.millrace.Sender;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Standard input into a channel. */
@Command(
        name = "send",
        description = "Send each line of standard input as a message, without its newline.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  seq 1 10000000 | millrace send numbers",
            "  millrace send --capacity 16MiB /dev/shm/orders < orders.txt",
            "",
            "Waits while the ring is full, also for the first receiver. Ends with 0 at the end of"
                    + " the input, with 1 once the receiver is gone. The bytes of a line are sent"
                    + " as they are."
        })
final class SendCommand implements Callable<Integer> {
    @Mixin private ChannelArguments arguments;

    @Option(
            names = "--raw",
            description =
                    "Messages may hold newlines: each stands behind its length, 4 bytes,"
                            + " little-endian.")
    private boolean raw;

    SendCommand() {}

    @Override
    public Integer call() throws IOException {
        // Not System.in, whose buffer is small; not closed, as it is not this command's alone.
        InputStream input = new FileInputStream(FileDescriptor.in);
        try (Channel channel = arguments.open();
                Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            InputMessages messages =
                    raw
                            ? new InputFrames(input, channel.maxMessageLength())
                            : new InputLines(input, channel.maxMessageLength());
            return sendAll(messages, sender);
        }
    }

    private int sendAll(InputMessages messages, Sender<byte[]> sender) throws IOException {
        try {
            while (messages.next()) {
                Claim claim = sender.claim(messages.length());
                claim.buffer()
                        .putBytes(
                                claim.offset(),
                                messages.bytes(),
                                messages.offset(),
                                messages.length());
                claim.commit();
            }
            return 0;
        } catch (ChannelClosedException e) {
            throw new MillraceException(
                    arguments.name()
                            + ": "
                            + e.getMessage()
                            + "; message "
                            + messages.count()
                            + " of the input was the first not sent",
                    e);
        } catch (InputMessages.BadInputException e) {
            throw new IOException(arguments.name() + ": " + e.getMessage(), e);
        }
    }
}
