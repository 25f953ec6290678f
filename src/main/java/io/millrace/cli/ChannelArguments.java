package io.millrace.cli;

import io.millrace.Channel;
import io.millrace.ChannelOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The channel that a command sends to or receives from, and how it is made where there is none. */
final class ChannelArguments {
    @Parameters(paramLabel = "NAME_OR_PATH", description = "The channel; made if there is none.")
    private String channel;

    @Option(
            names = "--capacity",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description =
                    "Size of the ring, a power of two from 1KiB to 1GiB (default 1MiB). A message"
                            + " is at most half of it less 16 bytes.")
    private Long capacity;

    @Option(
            names = "--max-senders",
            paramLabel = "COUNT",
            description = "How many senders at a time, 1 to 1024 (default 64).")
    private Integer maxSenders;

    @Option(
            names = "--heartbeat-interval",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How often each side gives a sign of life (default 100ms).")
    private Duration heartbeatInterval;

    @Option(
            names = "--heartbeat-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long without one until it counts as dropped (default 5s).")
    private Duration heartbeatTimeout;

    String name() {
        return channel;
    }

    Channel open() {
        return Channel.open(channel, options());
    }

    private ChannelOptions options() {
        ChannelOptions options = ChannelOptions.defaults();
        options = with(options, capacity, o -> o.capacity(capacity));
        options = with(options, maxSenders, o -> o.maxSenders(maxSenders));
        options = with(options, heartbeatInterval, o -> o.heartbeatInterval(heartbeatInterval));
        return with(options, heartbeatTimeout, o -> o.heartbeatTimeout(heartbeatTimeout));
    }

    private static ChannelOptions with(
            ChannelOptions options, Object value, UnaryOperator<ChannelOptions> change) {
        return value == null ? options : change.apply(options);
    }
}
