package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ChannelFormatException;
import io.millrace.testkit.ChildJvm;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesIn;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.BytesOut;
import net.openhft.chronicle.bytes.BytesStore;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that speak of more than there is, and objects that believe them. */
class ReadingTooMuchTest {
    /** Reads itself in this way. */
    record Reading(Consumer<BytesIn<?>> way) implements BytesMarshallable {
        @Override
        public void readMarshallable(BytesIn<?> bytes) {
            way.accept(bytes);
        }

        @Override
        public void writeMarshallable(BytesOut<?> bytes) {}
    }

    /** For an argument. */
    enum Letter {
        A
    }

    /** A stop bit number, then content of this length. */
    static UnsafeBuffer messageThatSays(long announced, int contentLength) {
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(20 + contentLength));
        int at = 0;
        for (long rest = announced; at == 0 || rest != 0; rest >>>= 7) {
            buffer.putByte(at++, (byte) (rest > 127 ? rest | 0x80 : rest));
        }
        buffer.setMemory(at, contentLength, (byte) 'A');
        return new UnsafeBuffer(buffer, 0, at + contentLength);
    }

    private static void read(UnsafeBuffer message, Consumer<BytesIn<?>> way) {
        var unused =
                Marshallables.codec(() -> new Reading(way)).decode(message, 0, message.capacity());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 100_000, 1 << 21, 1 << 30, Integer.MAX_VALUE})
    void aLengthInTheMessageThatGoesFurtherIsAnError(long announced) {
        UnsafeBuffer message = messageThatSays(announced, 20);
        List<Consumer<BytesIn<?>>> ways =
                List.of(
                        in -> in.read8bit(),
                        in -> in.read8bit(new StringBuilder()),
                        in -> in.read8bit(Bytes.allocateElasticOnHeap()),
                        in -> in.readUtf8(),
                        in -> in.readUtf8(new StringBuilder()),
                        in -> in.readUtf8(Bytes.allocateElasticOnHeap()),
                        in -> in.readEnum(Letter.class),
                        in -> in.readBigInteger(),
                        in -> in.readBigDecimal(),
                        in -> in.readWithLength(Bytes.allocateElasticOnHeap()),
                        in -> in.readWithLength(in.readStopBit(), inside -> {}),
                        in -> in.read(Bytes.allocateElasticOnHeap(), (int) in.readStopBit()),
                        in -> in.readSkip(in.readStopBit()),
                        in -> in.readPosition(in.readStopBit() + in.readPosition()),
                        in -> copy(in, Bytes.allocateElasticOnHeap(64)),
                        in -> copy(in, Bytes.allocateElasticDirect(64)));
        for (int i = 0; i < ways.size(); i++) {
            Consumer<BytesIn<?>> way = ways.get(i);
            assertThatThrownBy(() -> read(message, way))
                    .as("way %d", i)
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessageContaining("too short for " + Reading.class.getName());
        }
    }

    /** How an object takes bytes of a length of its own. */
    private static void copy(BytesIn<?> in, Bytes<?> target) {
        long length = Math.min(in.readStopBit(), 1000);
        target.write((BytesStore<?, ?>) in, in.readPosition(), length);
    }

    @Test
    void aLengthThatFitsIsNone() {
        UnsafeBuffer message = messageThatSays(20, 20);
        String content = "A".repeat(20);
        List<String> seen = new ArrayList<>();
        Bytes<?> onHeap = Bytes.allocateElasticOnHeap();
        Bytes<?> direct = Bytes.allocateElasticDirect();
        read(message, in -> seen.add(in.read8bit()));
        read(message, in -> seen.add(in.readUtf8()));
        read(message, in -> in.readWithLength(onHeap));
        seen.add(onHeap.toString());
        read(message, in -> in.read(onHeap.clear(), (int) in.readStopBit()));
        seen.add(onHeap.toString());
        read(message, in -> copy(in, onHeap.clear()));
        seen.add(onHeap.toString());
        read(message, in -> copy(in, direct));
        seen.add(direct.toString());
        assertThat(seen).hasSize(6).containsOnly(content);
        read(
                messageThatSays(1, 1),
                in -> assertThat(in.readEnum(Letter.class)).isEqualTo(Letter.A));
        read(
                messageThatSays(2, 2),
                in -> assertThat(in.readBigInteger().intValue()).isEqualTo(0x4141));
        direct.releaseLast();
    }

    /** An array that a message could write behind. */
    @Test
    void moreThanAnArrayHoldsIsNotWrittenIntoIt() {
        UnsafeBuffer message = messageThatSays(1000, 1000);
        byte[] array = new byte[16];
        assertThatThrownBy(() -> read(message, in -> in.read(array, 0, (int) in.readStopBit())))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> read(message, in -> in.read(0L, array, 8, (int) in.readStopBit())))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(array).containsOnly(0);
    }

    /** Left to chronicle-bytes, which sets the length of what is there already. */
    static final class Text implements BytesMarshallable {
        final Bytes<?> bytes = Bytes.allocateElasticOnHeap(32);
    }

    @Test
    void aFieldOfBytesIsNeverLongerThanItsMessage() {
        Text text = new Text();
        assertThatThrownBy(
                        () ->
                                Marshallables.codec(() -> text)
                                        .decode(messageThatSays(1 << 30, 20), 0, 25))
                .isInstanceOf(ChannelFormatException.class);
        assertThat(text.bytes.readRemaining()).isZero();
        UnsafeBuffer message = messageThatSays(20, 20);
        var unused = Marshallables.codec(() -> text).decode(message, 0, message.capacity());
        assertThat(text.bytes.toString()).isEqualTo("A".repeat(20));
    }

    /** In a JVM of its own, which might not survive it. */
    @Test
    void noMethodSeesWhatIsAroundTheMessage() {
        List<String> flags =
                new ArrayList<>(Arrays.asList(System.getProperty("millrace.jvmArgs").split(" ")));
        flags.addAll(List.of("-Xmx64m", "-Dslf4j.internal.verbosity=ERROR"));
        try (ChildJvm jvm = ChildJvm.start(List.of(), flags, Map.of(), EveryRead.class)) {
            int status = jvm.awaitExit();
            assertThat(jvm.lines()).last().asString().startsWith("methods: ");
            assertThat(jvm.lines()).noneMatch(line -> line.startsWith("outside: "));
            assertThat(status).isZero();
            assertThat(Integer.parseInt(jvm.lines().get(jvm.lines().size() - 1).substring(9)))
                    .isGreaterThan(60);
        }
    }
}
