package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import java.util.List;

/**
 * Listing 16-10: several messages with a pause after each, received by iteration, which ends when
 * the sender is closed. The argument is the pause in milliseconds; without one it is the book's
 * second.
 */
public final class SeveralMessages {
    private SeveralMessages() {}

    public static void main(String[] args) {
        long pauseMs = args.length == 0 ? 1000 : Long.parseLong(args[0]);
        try (Channel channel = Channel.inProcess()) {
            Sender<String> tx = channel.sender(Codec.utf8());
            Receiver<String> rx = channel.receiver(Codec.utf8());

            new Thread(() -> sendSlowly(tx, pauseMs)).start();

            for (String received : rx) {
                System.out.println("Got: " + received);
            }
        }
    }

    private static void sendSlowly(Sender<String> tx, long pauseMs) {
        try (tx) {
            for (String val : List.of("hi", "from", "the", "thread")) {
                tx.send(val);
                Thread.sleep(pauseMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
