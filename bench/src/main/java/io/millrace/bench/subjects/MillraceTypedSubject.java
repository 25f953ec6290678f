package io.millrace.bench.subjects;

import io.millrace.Channel;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.MessageHandler;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.bench.sbe.SbeOrderDecoder;
import io.millrace.bench.sbe.SbeOrderEncoder;
import io.millrace.codec.FlyweightHandler;
import io.millrace.codec.Flyweights;
import io.millrace.codec.Marshallables;
import io.millrace.codec.MethodReceiver;
import java.util.function.Function;
import org.agrona.DirectBuffer;

/** Millrace with objects, calls or flyweights; each link opens its halves in its own way. */
final class MillraceTypedSubject extends TypedSubject {
    private final Function<Channel, Link> links;

    private MillraceTypedSubject(String name, String settings, Function<Channel, Link> links) {
        super(name, settings, MillraceSubject.MAX_SENDERS);
        this.links = links;
    }

    static MillraceTypedSubject objects(String name) {
        return new MillraceTypedSubject(
                name,
                "a BytesMarshallable of four longs, Marshallables.codec for at most 32 bytes,"
                        + " trySend; poll into one reused object",
                ObjectLink::new);
    }

    static MillraceTypedSubject calls(String name) {
        return new MillraceTypedSubject(
                name,
                "calls of a method with four longs, Marshallables.sender and receiver",
                CallLink::new);
    }

    static MillraceTypedSubject sbe(String name) {
        return new MillraceTypedSubject(
                name,
                "SBE flyweights of four int64, tryClaim, Flyweights and FlyweightHandler",
                SbeLink::new);
    }

    @Override
    public boolean isPeer() {
        return false;
    }

    @Override
    public Link open(LinkSpec spec) {
        return links.apply(
                MillraceSubject.channel(
                        spec, spec.ringLength(), MillraceSubject.neverSleeping(spec)));
    }

    private record ObjectLink(Channel channel) implements Link {
        @Override
        public LinkSender sender(int index) {
            Order order = new Order();
            Sender<Order> tx = channel.sender(Marshallables.codec(Order::new, OrderBytes.LENGTH));
            return stamp -> tx.trySend(order.set(stamp));
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            OrderBytes orders = new OrderBytes(handler);
            Receiver<Order> rx = channel.receiver(Marshallables.codec(Order::new));
            MessageHandler reading =
                    Marshallables.reusing(Order::new, order -> order.passTo(orders));
            return limit -> rx.poll(reading, limit);
        }

        @Override
        public void close() {
            channel.close();
        }
    }

    private record CallLink(Channel channel) implements Link {
        @Override
        public LinkSender sender(int index) {
            Orders orders = Marshallables.sender(channel, Orders.class);
            return stamp -> {
                Orders.send(orders, stamp);
                return true;
            };
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            MethodReceiver rx =
                    Marshallables.receiver(channel, Orders.class, new OrderBytes(handler));
            return rx::poll;
        }

        @Override
        public void close() {
            channel.close();
        }
    }

    private record SbeLink(Channel channel) implements Link {
        private static final int LENGTH = Flyweights.HEADER_LENGTH + SbeOrderEncoder.BLOCK_LENGTH;

        @Override
        public LinkSender sender(int index) {
            SbeOrderEncoder order = new SbeOrderEncoder();
            Sender<DirectBuffer> tx = channel.sender(Codec.direct());
            return stamp -> send(tx, order, stamp);
        }

        private static boolean send(Sender<DirectBuffer> tx, SbeOrderEncoder order, long stamp) {
            try (Claim claim = tx.tryClaim(LENGTH)) {
                if (claim == null) {
                    return false;
                }
                SbeOrders.fill(Flyweights.wrap(order, claim), stamp);
                Flyweights.commit(claim, order);
                return true;
            }
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            OrderBytes orders = new OrderBytes(handler);
            Receiver<DirectBuffer> rx = channel.receiver(Codec.direct());
            FlyweightHandler reading =
                    new FlyweightHandler()
                            .on(new SbeOrderDecoder(), order -> SbeOrders.pass(order, orders));
            return limit -> rx.poll(reading, limit);
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
