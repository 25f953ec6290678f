package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.millrace.Channel;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.codec.FlyweightHandler;
import io.millrace.codec.Flyweights;
import io.millrace.examples.sbe.OrderDecoder;
import io.millrace.examples.sbe.OrderEncoder;
import io.millrace.examples.sbe.Side;
import java.lang.management.ManagementFactory;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** Flyweights as SBE generates them allocate nothing for a message, once the code is compiled. */
class SbeAllocationTest {
    private static final int MESSAGES = 200_000;
    private static final int ROUNDS = 20;
    private static final byte[] CLIENT = {'m', 'e'};

    private final OrderEncoder encoder = new OrderEncoder();
    private final byte[] client = new byte[CLIENT.length];
    private long pieces;

    @Test
    void ordersThroughTheRing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        try (Channel channel = Channel.inProcess()) {
            Sender<DirectBuffer> sender = channel.sender(Codec.direct());
            Receiver<DirectBuffer> receiver = channel.receiver(Codec.direct());
            FlyweightHandler handler = new FlyweightHandler().on(new OrderDecoder(), this::take);
            for (int round = 0; round < ROUNDS && least >= 0.1; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < MESSAGES; i++) {
                    send(sender, i);
                    receiver.poll(handler, 8);
                }
                long after = threads.getCurrentThreadAllocatedBytes();
                least = Math.min(least, (double) (after - before) / MESSAGES);
            }
        }
        assertThat(pieces).isPositive();
        assertThat(client).isEqualTo(CLIENT);
        assertThat(least).as("bytes allocated for a message").isLessThan(0.1);
    }

    private void send(Sender<DirectBuffer> sender, int number) {
        try (Claim claim = sender.claim(64)) {
            Flyweights.wrap(encoder, claim)
                    .number(number)
                    .price(1000)
                    .pieces(10)
                    .side(Side.SELL)
                    .putClient(CLIENT, 0, CLIENT.length);
            Flyweights.commit(claim, encoder);
        }
    }

    private void take(OrderDecoder order) {
        pieces += order.pieces();
        order.getClient(client, 0, client.length);
    }
}
