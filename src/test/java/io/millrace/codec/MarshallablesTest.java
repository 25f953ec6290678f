package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Channel;
import io.millrace.ChannelFormatException;
import io.millrace.ChannelOptions;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.BytesOut;
import org.agrona.concurrent.UnsafeBuffer;

/** Objects of chronicle-bytes as messages. */
class MarshallablesTest {
    private static final int CAPACITY = 1024;
    private static final int LONGEST = CAPACITY / 2 - 16;
    private static final ChannelOptions OPTIONS = ChannelOptions.defaults().capacity(CAPACITY);

    // ---- what arrives

    @Property(tries = 300)
    void objectsOfAnyLengthComeBackEqualWhereverTheyStandInTheRing(
            @ForAll("lengths") List<Integer> lengths,
            @ForAll("spare") int spare,
            @ForAll boolean reusing) {
        int bound =
                Math.min(LONGEST, lengths.stream().mapToInt(each -> each).max().orElse(0) + spare);
        Codec<Parcel> sent = Marshallables.codec(Parcel::new, bound);
        Codec<Parcel> received = reusing ? Marshallables.reusing(Parcel::new) : sent;
        Deque<Parcel> inTheRing = new ArrayDeque<>();
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Sender<Parcel> sender = channel.sender(sent);
            Receiver<Parcel> receiver = channel.receiver(received);
            for (int i = 0; i < lengths.size(); i++) {
                Parcel parcel = Parcel.ofLength(lengths.get(i), i);
                while (!sender.trySend(parcel)) {
                    assertThat(receiver.tryReceive()).isEqualTo(inTheRing.remove());
                }
                inTheRing.add(parcel);
            }
            sender.close();
            for (Parcel parcel : receiver) {
                assertThat(parcel).isEqualTo(inTheRing.remove());
            }
        }
        assertThat(inTheRing).isEmpty();
    }

    @Property(tries = 100)
    void pollFillsOneObject(@ForAll("lengths") List<Integer> lengths) {
        List<Parcel> seen = new ArrayList<>();
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Sender<Parcel> sender = channel.sender(Marshallables.codec(Parcel::new, LONGEST));
            Receiver<Parcel> receiver = channel.receiver(Marshallables.codec(Parcel::new));
            var handler = Marshallables.<Parcel>reusing(Parcel::new, seen::add);
            for (int i = 0; i < lengths.size(); i++) {
                Parcel parcel = Parcel.ofLength(lengths.get(i), i);
                sender.send(parcel);
                assertThat(receiver.poll(handler, 2)).isEqualTo(1);
                assertThat(seen.get(i)).isEqualTo(parcel).isSameAs(seen.get(0));
            }
        }
    }

    @Provide
    Arbitrary<List<Integer>> lengths() {
        return boundaries().list().ofMinSize(1).ofMaxSize(60);
    }

    @Provide
    Arbitrary<Integer> spare() {
        return Arbitraries.of(0, 1, 15, 16, 17, 47, 48, 49, 63, 64, 65, LONGEST);
    }

    /** Any length, but mostly those where one more byte takes one more line of the ring. */
    private static Arbitrary<Integer> boundaries() {
        Arbitrary<Integer> lines = Arbitraries.integers().between(1, CAPACITY / 128);
        Arbitrary<Integer> near = Arbitraries.integers().between(-17, 1);
        return Arbitraries.oneOf(
                        net.jqwik.api.Combinators.combine(lines, near).as((n, d) -> n * 64 + d),
                        Arbitraries.integers().between(Parcel.OVERHEAD, LONGEST))
                .map(length -> Math.max(Parcel.OVERHEAD, Math.min(LONGEST, length)));
    }

    @Example
    void receivedObjectsAreFreshUnlessReusingIsAskedFor() {
        assertThat(twoReceivedWith(Marshallables.codec(Parcel::new)))
                .satisfies(two -> assertThat(two.get(0)).isNotSameAs(two.get(1)));
        assertThat(twoReceivedWith(Marshallables.reusing(Parcel::new)))
                .satisfies(two -> assertThat(two.get(0)).isSameAs(two.get(1)));
    }

    private static List<Parcel> twoReceivedWith(Codec<Parcel> codec) {
        try (Channel channel = Channel.inProcess()) {
            Sender<Parcel> sender = channel.sender(codec);
            Receiver<Parcel> receiver = channel.receiver(codec);
            sender.send(Parcel.ofLength(20, 1));
            sender.duplicate().send(Parcel.ofLength(30, 2));
            return List.of(receiver.receive(), receiver.receive());
        }
    }

    @Example
    void theDefaultLengthFitsTheSmallestRing() {
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Sender<Parcel> sender = channel.sender(Marshallables.codec(Parcel::new));
            Parcel longest = Parcel.ofLength(LONGEST, 1);
            sender.send(longest);
            assertThat(channel.receiver(Marshallables.codec(Parcel::new)).receive())
                    .isEqualTo(longest);
        }
    }

    // ---- what goes wrong

    @Property(tries = 200)
    void anObjectThatFailsInTheMiddleLosesNothingAndBlocksNobody(
            @ForAll("lengths") List<Integer> lengths, @ForAll("spare") int spare) {
        int bound = Math.min(LONGEST, 100 + spare);
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Sender<BytesMarshallable> sender =
                    channel.sender(Marshallables.codec(Parcel::new, bound));
            Receiver<Parcel> receiver = channel.receiver(Marshallables.codec(Parcel::new));
            for (int i = 0; i < lengths.size(); i++) {
                int length = lengths.get(i);
                Parcel parcel = Parcel.ofLength(length, i);
                if (length > bound) {
                    assertThatThrownBy(() -> sender.send(parcel))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage(
                                    Parcel.class.getName()
                                            + " wrote more than the "
                                            + bound
                                            + " bytes claimed for it; a codec and a sender can be"
                                            + " given another longest length");
                    assertThat(receiver.tryReceive()).isNull();
                } else {
                    assertThatThrownBy(() -> sender.send(new Throwing(length)))
                            .hasMessage("in the middle");
                    assertThat(receiver.tryReceive()).isNull();
                    sender.send(parcel);
                    assertThat(receiver.receive()).isEqualTo(parcel);
                }
            }
        }
    }

    /** Writes some bytes, then throws. */
    private static final class Throwing implements BytesMarshallable {
        private final int length;

        Throwing(int length) {
            this.length = length;
        }

        @Override
        public void writeMarshallable(BytesOut<?> bytes) {
            bytes.write(new byte[length]);
            throw new IllegalStateException("in the middle");
        }
    }

    @Example
    void everyWayToWriteTooMuchIsRefusedAndNothingBehindTheClaimIsTouched() {
        byte[] much = new byte[200];
        List<Consumers> ways =
                List.of(
                        out -> out.write(much),
                        out -> out.writeUtf8("x".repeat(200)),
                        out -> out.write8bit("x".repeat(200)),
                        out -> out.append("x".repeat(200)),
                        out -> ((Bytes<?>) out).writeLong(96, 1L),
                        out -> out.writeSkip(101),
                        out -> out.writePosition(101),
                        out -> {
                            for (int i = 0; i < 26; i++) {
                                out.writeInt(i);
                            }
                        },
                        out -> {
                            for (int i = 0; i < 12; i++) {
                                out.writeStopBit(Long.MAX_VALUE);
                            }
                        });
        UnsafeBuffer memory = new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(256));
        Codec<BytesMarshallable> codec = Marshallables.codec(Parcel::new, 100);
        for (Consumers way : ways) {
            memory.setMemory(0, 256, (byte) 0x55);
            UnsafeBuffer claim = new UnsafeBuffer(memory, 16, 100);
            assertThatThrownBy(() -> codec.encode(new Writing(way), claim, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("wrote more than the 100 bytes");
            for (int i = 0; i < 256; i++) {
                if (i < 16 || i >= 116) {
                    assertThat(memory.getByte(i)).isEqualTo((byte) 0x55);
                }
            }
        }
    }

    /** A way to write. */
    private interface Consumers {
        void write(BytesOut<?> out);
    }

    private record Writing(Consumers way) implements BytesMarshallable {
        @Override
        public void writeMarshallable(BytesOut<?> bytes) {
            way.write(bytes);
        }
    }

    @Example
    void bytesThatAnObjectKeepsAreOverNothing() {
        List<BytesOut<?>> kept = new ArrayList<>();
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Sender<BytesMarshallable> sender = channel.sender(Marshallables.codec(Parcel::new));
            sender.send(
                    new Writing(
                            out -> {
                                kept.add(out);
                                out.writeLong(1).writeInt(0);
                            }));
            assertThatThrownBy(() -> kept.get(0).writeLong(2)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> ((Bytes<?>) kept.get(0)).writeLong(0, 2))
                    .isInstanceOf(RuntimeException.class);
            assertThat(channel.receiver(Marshallables.codec(Parcel::new)).receive().number)
                    .isEqualTo(1);
        }
    }

    @Example
    void anObjectThatReadsFurtherThanItsMessageIsAnErrorAndTheMessageStays() {
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            channel.sender(Codec.bytes()).send(new byte[Parcel.OVERHEAD - 1]);
            Receiver<Parcel> receiver = channel.receiver(Marshallables.codec(Parcel::new));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(receiver::receive)
                        .isInstanceOf(ChannelFormatException.class)
                        .hasMessage(
                                "a message of 11 bytes was received, too short for "
                                        + Parcel.class.getName());
            }
        }
    }

    @Example
    void aConsumerThatThrowsSeesTheMessageAgain() {
        List<Long> seen = new ArrayList<>();
        try (Channel channel = Channel.inProcess(OPTIONS)) {
            Sender<Parcel> sender = channel.sender(Marshallables.codec(Parcel::new, 40));
            Receiver<Parcel> receiver = channel.receiver(Marshallables.codec(Parcel::new));
            var handler =
                    Marshallables.<Parcel>reusing(
                            Parcel::new,
                            parcel -> {
                                seen.add(parcel.number);
                                if (seen.size() == 2) {
                                    throw new IllegalStateException("of the consumer");
                                }
                            });
            for (int i = 0; i < 3; i++) {
                sender.send(Parcel.ofLength(40, i));
            }
            assertThatThrownBy(() -> receiver.poll(handler, 9)).hasMessage("of the consumer");
            receiver.poll(handler, 9);
            assertThat(seen).containsExactly(0L, 1L, 1L, 2L);
        }
    }

    @Example
    void memoryOnTheHeapIsRefused() {
        Codec<Parcel> codec = Marshallables.codec(Parcel::new);
        assertThatThrownBy(
                        () ->
                                codec.encode(
                                        new Parcel(1, new byte[0]),
                                        new UnsafeBuffer(new byte[99]),
                                        0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside the heap");
    }

    /** Neither method overridden: chronicle-bytes writes the fields. */
    static final class Fields implements BytesMarshallable {
        int number;
        String text;
        double[] prices;
    }

    @Example
    void anObjectWithoutMethodsOfItsOwnGoesByItsFields() {
        Fields fields = new Fields();
        fields.number = 7;
        fields.text = "seven";
        fields.prices = new double[] {1.5, 2.5};
        try (Channel channel = Channel.inProcess()) {
            channel.sender(Marshallables.codec(Fields::new)).send(fields);
            Fields back = channel.receiver(Marshallables.codec(Fields::new)).receive();
            assertThat(back).usingRecursiveComparison().isEqualTo(fields);
        }
    }

    @Example
    void anObjectCannotUseTheSenderThatSendsIt() {
        try (Channel channel = Channel.inProcess()) {
            Sender<BytesMarshallable> sender = channel.sender(Marshallables.codec(Parcel::new));
            assertThatThrownBy(() -> sender.send(new Writing(out -> sender.send(new Parcel()))))
                    .isInstanceOf(IllegalStateException.class);
            sender.send(new Parcel(5, new byte[0]));
            assertThat(channel.receiver(Marshallables.codec(Parcel::new)).receive().number)
                    .isEqualTo(5);
        }
    }
}
