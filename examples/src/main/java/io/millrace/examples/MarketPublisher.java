package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.codec.Marshallables;

/**
 * Tells a {@link MarketSubscriber} in another JVM about a market, by calling an interface. The
 * argument is the channel's name or path, "market" without one.
 */
public final class MarketPublisher {
    private static final int TRADE_LENGTH = 16;

    private MarketPublisher() {}

    public static void main(String[] args) {
        String name = args.length == 0 ? "market" : args[0];
        Trade trade = new Trade();
        try (Channel channel = Channel.open(name);
                MarketData market = Marshallables.sender(channel, MarketData.class, TRADE_LENGTH)) {
            market.instrument(1, "Flour");
            market.price(1, MarketData.Side.BID, 995, 20);
            market.price(1, MarketData.Side.ASK, 1005, 30);
            market.trade(trade.set(1, 1005, 10));
            market.price(1, MarketData.Side.ASK, 1005, 20);
        }
    }
}
