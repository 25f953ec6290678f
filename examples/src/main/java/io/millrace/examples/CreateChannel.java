package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;

/** Listing 16-6: a channel and its two halves, {@code tx} and {@code rx}. */
public final class CreateChannel {
    private CreateChannel() {}

    public static void main(String[] args) {
        try (Channel channel = Channel.inProcess();
                Sender<String> tx = channel.sender(Codec.utf8());
                Receiver<String> rx = channel.receiver(Codec.utf8())) {
            System.out.println("Capacity: " + channel.capacity() + " bytes");
            System.out.println("Longest message: " + tx.maxMessageLength() + " bytes");
            System.out.println("Closed: " + rx.isClosed());
        }
    }
}
