package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;

/** Listing 16-8: the main thread receives "hi" and prints it. */
public final class ReceiveOne {
    private ReceiveOne() {}

    public static void main(String[] args) {
        try (Channel channel = Channel.inProcess()) {
            Sender<String> tx = channel.sender(Codec.utf8());
            Receiver<String> rx = channel.receiver(Codec.utf8());

            new Thread(
                            () -> {
                                try (tx) {
                                    tx.send("hi");
                                }
                            })
                    .start();

            String received = rx.receive();
            System.out.println("Got: " + received);
        }
    }
}
