package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.millrace.Batch;
import io.millrace.Channel;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.MessageHandler;
import io.millrace.Receiver;
import io.millrace.Sender;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sending and receiving allocate nothing for a message, once the code is compiled. */
class AllocationTest {
    private static final int MESSAGES = 200_000;
    private static final int ROUNDS = 20;
    private static final int BATCH = 16;

    private long sum;

    /** Every primitive, an enum, an object. */
    interface Ticks {
        void tick(long instrument, double price, int size, char flag, boolean last);

        void side(Feed.Side side, long number);

        void parcel(int number, Parcel parcel);
    }

    /** Adds up what it is called with. */
    private final class Adder implements Ticks {
        @Override
        public void tick(long instrument, double price, int size, char flag, boolean last) {
            sum += instrument + (long) price + size + flag + (last ? 1 : 0);
        }

        @Override
        public void side(Feed.Side side, long number) {
            sum += side.name().length() + number;
        }

        @Override
        public void parcel(int number, Parcel parcel) {
            sum += number + parcel.number + parcel.content.length;
        }
    }

    @Test
    void marshallablesByPoll() {
        Parcel parcel = Parcel.ofLength(40, 1);
        try (Channel channel = Channel.inProcess()) {
            Sender<Parcel> sender = channel.sender(Marshallables.codec(Parcel::new, 40));
            Receiver<Parcel> receiver = channel.receiver(Marshallables.codec(Parcel::new));
            MessageHandler handler =
                    Marshallables.<Parcel>reusing(Parcel::new, each -> sum += each.number);
            assertAllocatesNothing(
                    () -> {
                        sender.send(parcel);
                        receiver.poll(handler, 8);
                    });
        }
        assertThat(sum).isPositive();
    }

    @Test
    void marshallablesByIterationIntoOneObject() {
        Parcel parcel = Parcel.ofLength(40, 1);
        try (Channel channel = Channel.inProcess()) {
            Sender<Parcel> sender = channel.sender(Marshallables.codec(Parcel::new, 40));
            var received = channel.receiver(Marshallables.reusing(Parcel::new)).iterator();
            assertAllocatesNothing(
                    () -> {
                        sender.send(parcel);
                        sum += received.next().number;
                    });
        }
        assertThat(sum).isPositive();
    }

    @Test
    void callsWithPrimitivesEnumsAndObjects() {
        Parcel parcel = Parcel.ofLength(40, 1);
        try (Channel channel = Channel.inProcess()) {
            Ticks sender = Marshallables.sender(channel, Ticks.class, 100);
            MethodReceiver receiver = Marshallables.receiver(channel, Ticks.class, new Adder());
            assertAllocatesNothing(
                    () -> {
                        sender.tick(1, 2, 3, 'x', true);
                        sender.side(Feed.Side.SELL, 1);
                        sender.parcel(1, parcel);
                        receiver.poll(8);
                    });
        }
        assertThat(sum).isPositive();
    }

    @Test
    void flyweights() {
        NumberFlyweight.Encoder encoder = new NumberFlyweight.Encoder();
        try (Channel channel = Channel.inProcess()) {
            Sender<byte[]> sender = channel.sender(Codec.bytes());
            Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
            FlyweightHandler handler =
                    new FlyweightHandler()
                            .on(new NumberFlyweight.Decoder(), each -> sum += each.number());
            assertAllocatesNothing(
                    () -> {
                        try (Claim claim = sender.claim(64)) {
                            Flyweights.wrap(encoder, claim).number(3);
                            Flyweights.commit(claim, encoder);
                        }
                        receiver.poll(handler, 8);
                    });
        }
        assertThat(sum).isPositive();
    }

    @Test
    void batches() {
        try (Channel channel = Channel.inProcess()) {
            Sender<byte[]> sender = channel.sender(Codec.bytes());
            Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
            MessageHandler handler = (buffer, offset, length) -> sum += buffer.getLong(offset);
            assertAllocatesNothing(
                    () -> {
                        try (Batch batch = sender.claimBatch(BATCH, 32)) {
                            while (batch.hasRoom()) {
                                batch.buffer().putLong(batch.offset(), 3);
                                batch.commit(8);
                            }
                        }
                        receiver.poll(handler, BATCH);
                    });
        }
        assertThat(sum).isPositive();
    }

    @Test
    void manyObjectsOfAListAtOnce() {
        List<Parcel> parcels = new ArrayList<>();
        for (int i = 1; i <= BATCH; i++) {
            parcels.add(Parcel.ofLength(40, i));
        }
        try (Channel channel = Channel.inProcess()) {
            Sender<Parcel> sender = channel.sender(Marshallables.codec(Parcel::new, 40));
            Receiver<Parcel> receiver = channel.receiver(Marshallables.codec(Parcel::new));
            MessageHandler handler =
                    Marshallables.<Parcel>reusing(Parcel::new, each -> sum += each.number);
            assertAllocatesNothing(
                    () -> {
                        sender.sendAll(parcels);
                        receiver.poll(handler, BATCH);
                    });
        }
        assertThat(sum).isPositive();
    }

    /** Round after round, until the compiler is done and one allocates less than a byte each. */
    private static void assertAllocatesNothing(Runnable message) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= 0.1; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MESSAGES; i++) {
                message.run();
            }
            long after = threads.getCurrentThreadAllocatedBytes();
            least = Math.min(least, (double) (after - before) / MESSAGES);
        }
        assertThat(least).as("bytes allocated for a message").isLessThan(0.1);
    }
}
