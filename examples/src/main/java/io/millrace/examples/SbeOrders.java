package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.codec.FlyweightHandler;
import io.millrace.codec.Flyweights;
import io.millrace.examples.sbe.CancelDecoder;
import io.millrace.examples.sbe.CancelEncoder;
import io.millrace.examples.sbe.OrderDecoder;
import io.millrace.examples.sbe.OrderEncoder;
import io.millrace.examples.sbe.Side;
import org.agrona.DirectBuffer;

/**
 * SBE: flyweights that the build generates from {@code src/main/sbe/orders.xml} write each message
 * where it will stand in the ring, and read it there.
 */
public final class SbeOrders {
    private static final int LONGEST_CLIENT = 40;
    private static final int ORDER_LENGTH =
            Flyweights.HEADER_LENGTH
                    + OrderEncoder.BLOCK_LENGTH
                    + OrderEncoder.clientHeaderLength()
                    + LONGEST_CLIENT;
    private static final int CANCEL_LENGTH = Flyweights.HEADER_LENGTH + CancelEncoder.BLOCK_LENGTH;

    private SbeOrders() {}

    public static void main(String[] args) {
        try (Channel channel = Channel.inProcess()) {
            Sender<DirectBuffer> tx = channel.sender(Codec.direct());
            Receiver<DirectBuffer> rx = channel.receiver(Codec.direct());

            new Thread(() -> sendOrders(tx)).start();

            FlyweightHandler handler =
                    new FlyweightHandler()
                            .on(new OrderDecoder(), SbeOrders::print)
                            .on(
                                    new CancelDecoder(),
                                    cancel -> System.out.println("Cancel " + cancel.number()));
            while (!rx.isClosed()) {
                if (rx.poll(handler, 64) == 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static void sendOrders(Sender<DirectBuffer> tx) {
        OrderEncoder order = new OrderEncoder();
        CancelEncoder cancel = new CancelEncoder();
        try (tx) {
            for (int number = 1; number <= 2; number++) {
                try (Claim claim = tx.claim(ORDER_LENGTH)) {
                    Flyweights.wrap(order, claim)
                            .number(number)
                            .price(number * 1000L)
                            .pieces(number * 10)
                            .side(number == 1 ? Side.BUY : Side.SELL)
                            .client("client " + number);
                    Flyweights.commit(claim, order);
                }
            }
            try (Claim claim = tx.claim(CANCEL_LENGTH)) {
                Flyweights.wrap(cancel, claim).number(2);
                Flyweights.commit(claim, cancel);
            }
        }
    }

    private static void print(OrderDecoder order) {
        System.out.println(
                "Order "
                        + order.number()
                        + ": "
                        + order.side()
                        + " "
                        + order.pieces()
                        + " pieces at "
                        + order.price()
                        + " for "
                        + order.client());
    }
}
