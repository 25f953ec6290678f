package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.Receiver;

/**
 * Prints what any number of {@link Producer}s in other JVMs send, until the last of them is gone.
 * The argument is the channel's name or path, "greetings" without one.
 */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] args) {
        String name = args.length == 0 ? "greetings" : args[0];
        try (Channel channel = Channel.open(name);
                Receiver<String> rx = channel.receiver(Codec.utf8())) {
            for (String received : rx) {
                System.out.println("Got: " + received);
            }
        }
    }
}
