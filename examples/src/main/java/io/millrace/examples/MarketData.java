package io.millrace.examples;

/**
 * What a market tells: each call is a message. Extends {@link AutoCloseable} so that the sending
 * side can be closed.
 */
interface MarketData extends AutoCloseable {
    /** On which side of the book. */
    enum Side {
        BID,
        ASK
    }

    void instrument(int id, String name);

    void price(int instrument, Side side, long price, int pieces);

    void trade(Trade trade);

    @Override
    void close();
}
