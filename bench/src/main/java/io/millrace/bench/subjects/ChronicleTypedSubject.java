package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import net.openhft.chronicle.bytes.MethodReader;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.VanillaMethodReader;

/** Chronicle Queue with objects or calls, in the settings of {@link ChronicleQueueSubject}. */
final class ChronicleTypedSubject extends TypedSubject {
    private final Function<ChronicleQueue, Link> links;

    private ChronicleTypedSubject(
            String name, String settings, Function<ChronicleQueue, Link> links) {
        super(name, settings + "; else as chronicle-queue", ChronicleQueueSubject.MAX_SENDERS);
        this.links = links;
    }

    static ChronicleTypedSubject objects(String name) {
        return new ChronicleTypedSubject(
                name,
                "a BytesMarshallable of four longs, writeBytes; readBytes into one reused object",
                ObjectLink::new);
    }

    static ChronicleTypedSubject calls(String name) {
        return new ChronicleTypedSubject(
                name,
                "calls of a method with four longs and a MethodId, methodWriter and methodReader",
                CallLink::new);
    }

    @Override
    public Link open(LinkSpec spec) {
        return links.apply(ChronicleQueueSubject.queue(spec));
    }

    /**
     * Without a class of their own, which Chronicle compiles, its calls are several times slower.
     */
    private static void requireCompiled(boolean compiled) {
        if (!compiled) {
            throw new IllegalStateException(
                    "Chronicle could not compile its calls: the JVM has no compiler, or keeps it"
                            + " closed");
        }
    }

    private record ObjectLink(ChronicleQueue queue) implements Link {
        @Override
        public LinkSender sender(int index) {
            ExcerptAppender appender = queue.createAppender();
            Order order = new Order();
            return stamp -> {
                appender.writeBytes(order.set(stamp));
                return true;
            };
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            ExcerptTailer tailer = queue.createTailer();
            OrderBytes orders = new OrderBytes(handler);
            Order order = new Order();
            return limit -> {
                int count = 0;
                while (count < limit && tailer.readBytes(order)) {
                    order.passTo(orders);
                    count++;
                }
                return count;
            };
        }

        @Override
        public void close() {
            queue.close();
        }
    }

    private record CallLink(ChronicleQueue queue) implements Link {
        @Override
        public LinkSender sender(int index) {
            Orders orders = queue.createAppender().methodWriter(Orders.class);
            requireCompiled(!Proxy.isProxyClass(orders.getClass()));
            return stamp -> {
                Orders.send(orders, stamp);
                return true;
            };
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            MethodReader reader = queue.createTailer().methodReader(new OrderBytes(handler));
            requireCompiled(!(reader instanceof VanillaMethodReader));
            return limit -> {
                int count = 0;
                while (count < limit && reader.readOne()) {
                    count++;
                }
                return count;
            };
        }

        @Override
        public void close() {
            queue.close();
        }
    }
}
