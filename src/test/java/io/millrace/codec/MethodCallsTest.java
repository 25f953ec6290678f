package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Channel;
import io.millrace.ChannelClosedException;
import io.millrace.ChannelFormatException;
import io.millrace.ChannelOptions;
import io.millrace.Codec;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.BytesOut;

/** Calls of an interface as messages. */
class MethodCallsTest {
    private static final int CAPACITY = FeedCalls.CAPACITY;
    private static final int LONGEST = FeedCalls.LONGEST;
    private static final ChannelOptions OPTIONS = ChannelOptions.defaults().capacity(CAPACITY);

    // ---- what arrives

    @Property(tries = 300)
    void callsArriveWithTheirArgumentsWhereverTheyStandInTheRing(
            @ForAll("calls") List<List<Object>> calls) throws Exception {
        Deque<List<Object>> inTheRing = new ArrayDeque<>();
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Feed sender = Marshallables.sender(channel, Feed.class);
            List<List<Object>> seen = new ArrayList<>();
            MethodReceiver receiver =
                    Marshallables.receiver(channel, Feed.class, FeedCalls.recorder(seen));
            for (List<Object> call : calls) {
                if (receiver.poll(9) == 1) {
                    assertThat(seen.remove(0)).isEqualTo(inTheRing.remove());
                }
                FeedCalls.make(call, sender);
                inTheRing.add(call);
            }
            assertThat(receiver.poll(9)).isEqualTo(inTheRing.size());
            assertThat(seen).containsExactlyElementsOf(inTheRing);
        }
    }

    @Provide
    Arbitrary<List<List<Object>>> calls() {
        return FeedCalls.lists();
    }

    @Example
    void defaultMethodsRunAtTheSender() {
        List<List<Object>> seen = new ArrayList<>();
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Marshallables.sender(channel, Feed.class).twice();
            var receiver = Marshallables.receiver(channel, Feed.class, FeedCalls.recorder(seen));
            assertThat(receiver.poll(9)).isEqualTo(2);
            assertThat(seen).containsExactly(FeedCalls.call("nothing"), FeedCalls.call("nothing"));
        }
    }

    /** Can be closed. */
    interface Closing extends AutoCloseable {
        void number(int number);

        @Override
        void close();
    }

    @Example
    void receiveAllEndsWhenTheSendersAreClosed() {
        List<Integer> seen = new ArrayList<>();
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Closing sender = Marshallables.sender(channel, Closing.class);
            sender.number(1);
            sender.number(2);
            sender.close();
            MethodReceiver receiver =
                    Marshallables.receiver(
                            channel,
                            Closing.class,
                            new Closing() {
                                @Override
                                public void number(int number) {
                                    seen.add(number);
                                }

                                @Override
                                public void close() {
                                    throw new AssertionError("close is no message");
                                }
                            });
            receiver.receiveAll();

            assertThat(seen).containsExactly(1, 2);
            assertThat(receiver.isClosed()).isTrue();
            assertThatThrownBy(receiver::receive).isInstanceOf(ChannelClosedException.class);
            assertThatThrownBy(() -> sender.number(3)).isInstanceOf(ChannelClosedException.class);
        }
    }

    @Example
    void aReceiverWaitsAsLongAsItIsTold() {
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Feed sender = Marshallables.sender(channel, Feed.class);
            var receiver =
                    Marshallables.receiver(
                            channel, Feed.class, FeedCalls.recorder(new ArrayList<>()));
            assertThat(receiver.tryReceive()).isFalse();
            assertThat(receiver.receive(Duration.ofMillis(1))).isFalse();
            sender.nothing();
            assertThat(receiver.receive(Duration.ofSeconds(60))).isTrue();
            sender.nothing();
            assertThat(receiver.tryReceive()).isTrue();
        }
    }

    // ---- what goes wrong

    @Property(tries = 100)
    void anArgumentThatFailsInTheMiddleLosesNothingAndBlocksNobody(
            @ForAll("calls") List<List<Object>> calls) {
        List<List<Object>> seen = new ArrayList<>();
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Feed sender = Marshallables.sender(channel, Feed.class, LONGEST);
            MethodReceiver receiver =
                    Marshallables.receiver(channel, Feed.class, FeedCalls.recorder(seen));
            for (List<Object> call : calls) {
                assertThatThrownBy(
                                () ->
                                        sender.parcels(
                                                Parcel.ofLength(40, 1), 2, new Parcel(3, null)))
                        .isInstanceOf(NullPointerException.class);
                assertThat(receiver.tryReceive()).isFalse();
                assertThatThrownBy(() -> sender.parcels(Parcel.ofLength(600, 1), 2, null))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("wrote more than the");
                assertThat(receiver.tryReceive()).isFalse();
                assertThatThrownBy(() -> sender.bytes(new byte[LONGEST]))
                        .isInstanceOf(IllegalArgumentException.class);
                FeedCalls.make(call, sender);
                assertThat(receiver.poll(9)).isEqualTo(1);
                assertThat(seen.remove(0)).isEqualTo(call);
            }
        }
    }

    /** One method. */
    interface Numbers {
        void number(int number) throws Exception;
    }

    @Example
    void anImplementationThatThrowsIsCalledAgain() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Numbers implementation =
                number -> {
                    seen.add(number);
                    if (seen.size() == 1) {
                        throw new IllegalStateException("of the implementation");
                    }
                    if (seen.size() == 2) {
                        throw new java.io.IOException("checked");
                    }
                };
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Numbers sender = Marshallables.sender(channel, Numbers.class);
            var receiver = Marshallables.receiver(channel, Numbers.class, implementation);
            sender.number(1);
            sender.number(2);
            assertThatThrownBy(() -> receiver.poll(9)).hasMessage("of the implementation");
            assertThatThrownBy(receiver::receive)
                    .isInstanceOf(UndeclaredThrowableException.class)
                    .hasCauseInstanceOf(java.io.IOException.class);
            assertThat(receiver.poll(9)).isEqualTo(2);
            assertThat(seen).containsExactly(1, 1, 1, 2);
        }
    }

    @Example
    void anImplementationThatIsInterruptedLeavesTheFlagSet() throws Exception {
        Numbers implementation =
                number -> {
                    throw new InterruptedException("of the implementation");
                };
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Marshallables.sender(channel, Numbers.class).number(1);
            var receiver = Marshallables.receiver(channel, Numbers.class, implementation);
            assertThatThrownBy(receiver::tryReceive).hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Example
    void aCallLongerThanAnIntCountsIsRefused() {
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            CallWriter writer = new CallWriter();
            writer.open(channel.sender(Codec.direct()));
            byte[] part = new byte[1 << 20];
            writer.start(CallWriter.ID_LENGTH);
            for (long sum = 0; sum < 1L << 32; sum += part.length) {
                writer.add(part);
            }
            assertThatThrownBy(writer::claim)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a message of 2147483647 bytes cannot be sent");
        }
    }

    /** A later build of {@link Numbers}: one method more. */
    interface MoreNumbers {
        void number(int number);

        void name(String name);
    }

    @Example
    void anUnknownMethodIsAnErrorOrOnRequestSkippedAndCounted() throws Exception {
        List<Integer> seen = new ArrayList<>();
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            MoreNumbers sender = Marshallables.sender(channel, MoreNumbers.class);
            sender.name("one");
            sender.number(1);
            try (var strict = Marshallables.receiver(channel, Numbers.class, seen::add)) {
                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(strict::receive)
                            .isInstanceOf(ChannelFormatException.class)
                            .hasMessageContaining("that this build's " + Numbers.class.getName());
                }
            }
            var lenient =
                    Marshallables.receiver(channel, Numbers.class, seen::add, UnknownMethods.SKIP);
            assertThat(lenient.poll(9)).isEqualTo(2);
            assertThat(lenient.skipped()).isEqualTo(1);
            assertThat(seen).containsExactly(1);
        }
    }

    @Example
    void aMessageThatIsNoSuchCallIsAnErrorAndNoCall() {
        long id = InterfaceMethods.of(Numbers.class).get(0).id();
        for (int length : new int[] {0, 7, 8, 11, 13, 100}) {
            byte[] message = new byte[length];
            if (length >= Long.BYTES) {
                ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putLong(id);
            }
            try (Channel channel = Channel.inProcess(OPTIONS)) {
                channel.sender(Codec.bytes()).send(message);
                MethodReceiver receiver =
                        Marshallables.receiver(
                                channel,
                                Numbers.class,
                                number -> {
                                    throw new AssertionError("called");
                                });
                assertThatThrownBy(receiver::receive)
                        .as("length %d", length)
                        .isInstanceOf(ChannelFormatException.class);
            }
        }
    }

    /** Writes into the feed that sends it. */
    private static final class Recursive implements BytesMarshallable {
        private Runnable inside = () -> {};

        @Override
        public void writeMarshallable(BytesOut<?> bytes) {
            inside.run();
            bytes.writeInt(7);
        }
    }

    /** Takes it. */
    interface Recursion {
        void take(Recursive object);
    }

    @Example
    void anArgumentCannotCallTheSenderThatSendsIt() {
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Recursion sender = Marshallables.sender(channel, Recursion.class);
            Recursive recursive = new Recursive();
            recursive.inside = () -> sender.take(new Recursive());
            assertThatThrownBy(() -> sender.take(recursive))
                    .isInstanceOf(IllegalStateException.class);
            sender.take(null);
            List<Recursive> seen = new ArrayList<>();
            var receiver = Marshallables.receiver(channel, Recursion.class, seen::add);
            assertThat(receiver.poll(9)).isEqualTo(1);
            assertThat(seen).containsOnlyNulls();
        }
    }
}
