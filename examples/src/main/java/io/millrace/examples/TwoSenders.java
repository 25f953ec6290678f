package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import java.util.List;

/**
 * Listing 16-11: two senders on one channel, the second made with {@code duplicate}. Each sender's
 * messages arrive in its order; how the two mix differs from run to run. The argument is the pause
 * in milliseconds; without one it is the book's second.
 */
public final class TwoSenders {
    private TwoSenders() {}

    public static void main(String[] args) {
        long pauseMs = args.length == 0 ? 1000 : Long.parseLong(args[0]);
        try (Channel channel = Channel.inProcess()) {
            Sender<String> tx = channel.sender(Codec.utf8());
            Receiver<String> rx = channel.receiver(Codec.utf8());

            Sender<String> tx1 = tx.duplicate();
            List<String> greeting = List.of("hi", "from", "the", "thread");
            new Thread(() -> sendSlowly(tx1, greeting, pauseMs)).start();

            List<String> more = List.of("more", "messages", "for", "you");
            new Thread(() -> sendSlowly(tx, more, pauseMs)).start();

            for (String received : rx) {
                System.out.println("Got: " + received);
            }
        }
    }

    private static void sendSlowly(Sender<String> tx, List<String> vals, long pauseMs) {
        try (tx) {
            for (String val : vals) {
                tx.send(val);
                Thread.sleep(pauseMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
