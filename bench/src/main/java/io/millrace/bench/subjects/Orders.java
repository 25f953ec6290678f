package io.millrace.bench.subjects;

import net.openhft.chronicle.bytes.MethodId;

/** A {@link Message} of 32 bytes as a call. Public, as Chronicle's generated classes call it. */
public interface Orders {
    /** The words of the message; Chronicle writes the number in place of the name. */
    @MethodId(1)
    void order(long number, long price, long pieces, long check);

    /** Sends the message with this stamp as a call. */
    static void send(Orders orders, long stamp) {
        orders.order(stamp, stamp + 8, stamp + 16, ~stamp);
    }
}
