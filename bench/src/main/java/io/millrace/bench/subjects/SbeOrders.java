package io.millrace.bench.subjects;

import io.millrace.bench.sbe.SbeOrderDecoder;
import io.millrace.bench.sbe.SbeOrderEncoder;

/** What flyweights carry. */
final class SbeOrders {
    private SbeOrders() {}

    static void fill(SbeOrderEncoder order, long stamp) {
        order.number(stamp).price(stamp + 8).pieces(stamp + 16).check(~stamp);
    }

    static void pass(SbeOrderDecoder order, Orders orders) {
        orders.order(order.number(), order.price(), order.pieces(), order.check());
    }
}
