package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.codec.Marshallables;
import io.millrace.codec.MethodReceiver;
import java.util.HashMap;
import java.util.Map;

/**
 * Prints what {@link MarketPublisher}s in other JVMs tell, until the last of them is gone. The
 * argument is the channel's name or path, "market" without one.
 */
public final class MarketSubscriber {
    private MarketSubscriber() {}

    public static void main(String[] args) {
        String name = args.length == 0 ? "market" : args[0];
        try (Channel channel = Channel.open(name);
                MethodReceiver receiver =
                        Marshallables.receiver(channel, MarketData.class, new Printer())) {
            receiver.receiveAll();
        }
    }

    private static final class Printer implements MarketData {
        private final Map<Integer, String> names = new HashMap<>();

        @Override
        public void instrument(int id, String name) {
            names.put(id, name);
        }

        @Override
        public void price(int instrument, Side side, long price, int pieces) {
            System.out.println(names.get(instrument) + " " + side + ": " + pieces + " at " + price);
        }

        @Override
        public void trade(Trade trade) {
            System.out.println(
                    names.get(trade.instrument)
                            + " traded: "
                            + trade.pieces
                            + " at "
                            + trade.price);
        }

        @Override
        public void close() {}
    }
}
