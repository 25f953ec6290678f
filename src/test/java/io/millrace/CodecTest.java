package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

class CodecTest {
    private static final int OFFSET = 3;
    private static final byte UNTOUCHED = 0x55;

    @Property
    void utf8WritesTheBytesThatTheJdkWrites(@ForAll("texts") String text) {
        assertThat(encoded(Codec.utf8(), text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void utf8ReadsWhatTheJdkReadsOfAnyBytes(@ForAll byte[] bytes) {
        assertThat(Codec.utf8().decode(new UnsafeBuffer(bytes), 0, bytes.length))
                .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Texts of all lengths of a character, with surrogates in pairs, alone and in wrong order. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> character =
                Arbitraries.oneOf(
                        Arbitraries.chars().range('\0', '\u007f').map(String::valueOf),
                        Arbitraries.chars().range('\u0080', '\u07ff').map(String::valueOf),
                        Arbitraries.chars().range('\u0800', '\uffff').map(String::valueOf),
                        Arbitraries.chars().range('\ud800', '\udbff').map(String::valueOf),
                        Arbitraries.chars().range('\udc00', '\udfff').map(String::valueOf),
                        Arbitraries.integers().between(0x10000, 0x10ffff).map(Character::toString),
                        Arbitraries.of(
                                "\u0000",
                                "\u007f",
                                "\u0080",
                                "\u07ff",
                                "\u0800",
                                "\ud7ff",
                                "\ue000",
                                "\uffff",
                                "\ud800\udc00",
                                "\udbff\udfff",
                                "\ud800",
                                "\udbff",
                                "\udc00",
                                "\udfff",
                                "\udc00\ud800",
                                "\ud800\ud800"));
        return character.list().ofMaxSize(20).map(parts -> String.join("", parts));
    }

    @Example
    void everyUtf16UnitAloneIsWrittenAsTheJdkWritesIt() {
        for (int unit = 0; unit <= 0xffff; unit++) {
            String text = String.valueOf((char) unit);
            byte[] expected = text.getBytes(StandardCharsets.UTF_8);

            if (!Arrays.equals(encoded(Codec.utf8(), text), expected)) {
                fail("U+%04X".formatted(unit));
            }
        }
    }

    @Property
    void int64IsLittleEndianOnEveryHost(@ForAll long value) {
        byte[] expected =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();

        assertThat(encoded(Codec.int64(), value)).isEqualTo(expected);
        assertThat(decoded(Codec.int64(), expected)).isEqualTo(value);
    }

    @Property
    void bytesComeBackInAFreshArray(@ForAll byte[] bytes) {
        byte[] wire = encoded(Codec.bytes(), bytes);

        assertThat(wire).isEqualTo(bytes);
        byte[] back = decoded(Codec.bytes(), wire);
        assertThat(back).isEqualTo(bytes).isNotSameAs(wire);
    }

    @Property
    void aBufferComesBackAsACopyOfItsOwn(@ForAll byte[] bytes) {
        byte[] wire = encoded(Codec.direct(), new UnsafeBuffer(bytes));
        assertThat(wire).isEqualTo(bytes);

        UnsafeBuffer place = new UnsafeBuffer(wire);
        DirectBuffer back = Codec.direct().decode(place, 0, wire.length);
        place.setMemory(0, wire.length, UNTOUCHED);

        byte[] copy = new byte[back.capacity()];
        back.getBytes(0, copy);
        assertThat(copy).isEqualTo(bytes);
    }

    @Example
    void whatWasSentDoesNotChangeWithTheSendersObject() {
        byte[] mine = {1, 2, 3};
        try (Channel channel = Channel.inProcess(ChannelOptions.defaults().capacity(1024))) {
            channel.sender(Codec.bytes()).send(mine);
            Arrays.fill(mine, (byte) 9);

            assertThat(channel.receiver(Codec.bytes()).receive()).containsExactly(1, 2, 3);
        }
    }

    /** Refuses to serve a half. */
    private record Refusing(Codec<Long> codec) implements Codec<Long> {
        @Override
        public Codec<Long> forHalf(int maxMessageLength) {
            throw new IllegalStateException("longest message " + maxMessageLength);
        }

        @Override
        public int maxEncodedLength(Long message) {
            return codec.maxEncodedLength(message);
        }

        @Override
        public int encode(Long message, MutableDirectBuffer buffer, int offset) {
            return codec.encode(message, buffer, offset);
        }

        @Override
        public Long decode(DirectBuffer buffer, int offset, int length) {
            return codec.decode(buffer, offset, length);
        }
    }

    @Example
    void aCodecThatRefusesAHalfTakesNoSlot() {
        Codec<Long> refusing = new Refusing(Codec.int64());
        ChannelOptions options = ChannelOptions.defaults().capacity(1024).maxSenders(1);
        try (Channel channel = Channel.inProcess(options)) {
            assertThatThrownBy(() -> channel.sender(refusing)).hasMessage("longest message 496");
            assertThatThrownBy(() -> channel.receiver(refusing)).hasMessage("longest message 496");

            channel.sender(Codec.int64()).send(7L);
            assertThat(channel.receiver(Codec.int64()).receive()).isEqualTo(7L);
        }
    }

    /** Encodes in the middle of a buffer, and checks that nothing else of it was written. */
    private static <T> byte[] encoded(Codec<T> codec, T message) {
        int most = codec.maxEncodedLength(message);
        byte[] array = new byte[OFFSET + most + OFFSET];
        Arrays.fill(array, UNTOUCHED);
        int length = codec.encode(message, new UnsafeBuffer(array), OFFSET);

        boolean outside = length < 0 || length > most;
        for (int i = 0; i < OFFSET; i++) {
            outside |= array[i] != UNTOUCHED || array[OFFSET + most + i] != UNTOUCHED;
        }
        if (outside) {
            fail("wrote %d of %d bytes into %s".formatted(length, most, Arrays.toString(array)));
        }
        return Arrays.copyOfRange(array, OFFSET, OFFSET + length);
    }

    private static <T> T decoded(Codec<T> codec, byte[] wire) {
        byte[] array = new byte[OFFSET + wire.length + OFFSET];
        System.arraycopy(wire, 0, array, OFFSET, wire.length);
        return codec.decode(new UnsafeBuffer(array), OFFSET, wire.length);
    }
}
