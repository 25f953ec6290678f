package io.millrace.testkit;

import io.millrace.Channel;
import io.millrace.ChannelInspection;
import io.millrace.ChannelRecovery;
import io.millrace.ChannelStatus;
import io.millrace.HalfStatus;
import io.millrace.MillraceException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A program that tries what it may do with a channel, and says how each went on a line. */
public final class RightsProbe {
    private RightsProbe() {}

    /** Arguments: the channel's path, then any of open, status, inspect, recover. */
    public static void main(String[] arguments) {
        Path path = Path.of(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            System.out.println(arguments[i] + ": " + outcome(path, arguments[i]));
        }
        System.out.println("done");
    }

    private static String outcome(Path path, String what) {
        try {
            return switch (what) {
                case "open" -> {
                    Channel.open(path).close();
                    yield "opened";
                }
                case "status" -> halves(ChannelStatus.of(path));
                case "inspect" -> {
                    ChannelInspection inspection = ChannelInspection.of(path, 10);
                    yield halves(inspection.status())
                            + ", "
                            + inspection.records().size()
                            + " records";
                }
                case "recover" -> {
                    ChannelRecovery recovery = ChannelRecovery.of(path);
                    yield recovery.waitingMessages() + " messages wait";
                }
                default -> throw new IllegalArgumentException(what);
            };
        } catch (MillraceException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private static String halves(ChannelStatus status) {
        return String.join(
                ", ",
                Stream.concat(status.receiver().stream(), status.senders().stream())
                        .map(RightsProbe::half)
                        .toList());
    }

    private static String half(HalfStatus half) {
        return half.slot() + " " + half.state() + " " + half.lock();
    }
}
