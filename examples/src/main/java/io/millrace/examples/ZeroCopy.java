package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.MessageHandler;
import io.millrace.Receiver;
import io.millrace.Sender;
import org.agrona.DirectBuffer;

/**
 * Zero copy: the sender writes each order where it will stand in the ring, the receiver reads it
 * there. Nothing is allocated for a message.
 */
public final class ZeroCopy {
    private static final int ID_OFFSET = 0;
    private static final int PIECES_OFFSET = 8;
    private static final int ORDER_LENGTH = 12;

    private ZeroCopy() {}

    public static void main(String[] args) {
        try (Channel channel = Channel.inProcess()) {
            Sender<DirectBuffer> tx = channel.sender(Codec.direct());
            Receiver<DirectBuffer> rx = channel.receiver(Codec.direct());

            new Thread(() -> sendOrders(tx)).start();

            MessageHandler print =
                    (buffer, offset, length) ->
                            System.out.println(
                                    "Order "
                                            + buffer.getLong(offset + ID_OFFSET)
                                            + ": "
                                            + buffer.getInt(offset + PIECES_OFFSET)
                                            + " pieces");
            while (!rx.isClosed()) {
                if (rx.poll(print, 64) == 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static void sendOrders(Sender<DirectBuffer> tx) {
        try (tx) {
            for (int id = 1; id <= 3; id++) {
                try (Claim claim = tx.claim(ORDER_LENGTH)) {
                    claim.buffer().putLong(claim.offset() + ID_OFFSET, id);
                    claim.buffer().putInt(claim.offset() + PIECES_OFFSET, id * 100);
                    claim.commit();
                }
            }
        }
    }
}
