package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.Sender;

/**
 * Listing 16-7: {@code tx} goes to a thread of its own, which sends "hi". No receiver has attached
 * yet, so the message waits in the ring.
 */
public final class SendOne {
    private SendOne() {}

    public static void main(String[] args) throws InterruptedException {
        try (Channel channel = Channel.inProcess()) {
            Sender<String> tx = channel.sender(Codec.utf8());

            Thread thread =
                    new Thread(
                            () -> {
                                try (tx) {
                                    tx.send("hi");
                                    System.out.println("Sent: hi");
                                }
                            });
            thread.start();
            thread.join();
        }
    }
}
