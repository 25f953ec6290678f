package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;

/**
 * Request and reply over a pair of channels: a server thread squares numbers. When the client
 * closes its sender, the server's iteration ends.
 */
public final class RequestReply {
    private RequestReply() {}

    public static void main(String[] args) throws InterruptedException {
        try (Channel requests = Channel.inProcess();
                Channel replies = Channel.inProcess()) {
            Receiver<Long> requestsRx = requests.receiver(Codec.int64());
            Sender<Long> repliesTx = replies.sender(Codec.int64());
            Thread server = new Thread(() -> serve(requestsRx, repliesTx));
            server.start();

            try (Sender<Long> tx = requests.sender(Codec.int64());
                    Receiver<Long> rx = replies.receiver(Codec.int64())) {
                for (long number = 1; number <= 4; number++) {
                    tx.send(number);
                    System.out.println(number + " squared is " + rx.receive());
                }
            }
            server.join();
            System.out.println("The server has ended");
        }
    }

    private static void serve(Receiver<Long> requests, Sender<Long> replies) {
        try (requests;
                replies) {
            for (long number : requests) {
                replies.send(number * number);
            }
        }
    }
}
