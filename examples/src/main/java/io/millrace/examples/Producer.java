package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.Sender;
import java.util.List;

/**
 * Sends messages to a {@link Consumer} in another JVM. The argument is the channel's name or path,
 * "greetings" without one; it does not matter which of the two starts first.
 */
public final class Producer {
    private Producer() {}

    public static void main(String[] args) {
        String name = args.length == 0 ? "greetings" : args[0];
        try (Channel channel = Channel.open(name);
                Sender<String> tx = channel.sender(Codec.utf8())) {
            for (String val : List.of("hi", "from", "another", "process")) {
                tx.send(val);
            }
        }
    }
}
