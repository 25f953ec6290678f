package io.millrace.testkit;

import io.millrace.Channel;
import io.millrace.ChannelOptions;
import io.millrace.MillraceException;

/** A program that opens channels by name or path, and says how that went. */
public final class Opener {
    private static final String IN_PROCESS = "in-process:";

    private Opener() {}

    /** Arguments: names, or {@code in-process:} and a capacity. */
    public static void main(String[] names) {
        for (String name : names) {
            try (Channel channel =
                    name.startsWith(IN_PROCESS)
                            ? Channel.inProcess(
                                    ChannelOptions.defaults()
                                            .capacity(
                                                    Long.parseLong(
                                                            name.substring(IN_PROCESS.length()))))
                            : Channel.open(name, ChannelOptions.defaults().capacity(4096))) {
                System.out.println("opened " + channel.path().orElse(null));
            } catch (MillraceException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
        System.out.println("done");
    }
}
