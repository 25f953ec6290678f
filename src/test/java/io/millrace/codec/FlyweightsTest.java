package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Channel;
import io.millrace.ChannelFormatException;
import io.millrace.ChannelOptions;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;

/** Flyweights over claims and over polled messages. */
class FlyweightsTest {
    private static final int CAPACITY = 1024;
    private static final int LONGEST_TAIL = CAPACITY / 2 - 16 - 8 - NumberFlyweight.BLOCK_LENGTH;

    private final Channel channel = Channel.inProcess(ChannelOptions.defaults().capacity(CAPACITY));
    private final Sender<byte[]> sender = channel.sender(Codec.bytes());
    private final Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
    private final NumberFlyweight.Encoder encoder = new NumberFlyweight.Encoder();
    private final NumberFlyweight.Decoder decoder = new NumberFlyweight.Decoder();
    private final List<Long> numbers = new ArrayList<>();

    @AfterProperty
    void close() {
        channel.close();
    }

    private void send(long number, byte[] tail, int spare) {
        int length = Flyweights.HEADER_LENGTH + NumberFlyweight.BLOCK_LENGTH + tail.length;
        try (Claim claim = sender.claim(Math.min(length + spare, sender.maxMessageLength()))) {
            Flyweights.wrap(encoder, claim).number(number).tail(tail);
            Flyweights.commit(claim, encoder);
        }
    }

    @Property(tries = 200)
    void messagesOfAnyLengthComeBackEqual(
            @ForAll List<@IntRange(max = LONGEST_TAIL) Integer> tails,
            @ForAll @IntRange(max = 130) int spare) {
        int[] tail = new int[1];
        FlyweightHandler handler =
                new FlyweightHandler()
                        .on(
                                decoder,
                                each -> {
                                    numbers.add(each.number());
                                    assertThat(each.tail(tail[0])).isEqualTo(tailOf(tail[0]));
                                    assertThatThrownBy(() -> each.tail(1))
                                            .isInstanceOf(IndexOutOfBoundsException.class);
                                    assertThat(each.actingVersion())
                                            .isEqualTo(NumberFlyweight.VERSION);
                                });
        for (int each : tails) {
            tail[0] = each;
            numbers.clear();
            send(each * 3L, tailOf(each), spare);
            assertThat(receiver.poll(handler, 8)).isEqualTo(1);
            assertThat(numbers).containsExactly(each * 3L);
        }
    }

    private static byte[] tailOf(int length) {
        byte[] tail = new byte[length];
        for (int i = 0; i < length; i++) {
            tail[i] = (byte) (length + i);
        }
        return tail;
    }

    @Example
    void aTailThatDoesNotFitTheClaimIsRefusedAndTheClaimAborted() {
        assertThatThrownBy(() -> send(1, new byte[80], -20))
                .isInstanceOf(IndexOutOfBoundsException.class);
        send(2, new byte[0], 0);
        receiver.poll(new FlyweightHandler().on(decoder, each -> numbers.add(each.number())), 8);
        assertThat(numbers).containsExactly(2L);
    }

    @Example
    void anEncoderThatIsNotWrappedOverTheClaimIsRefused() {
        try (Claim claim = sender.claim(64)) {
            assertThatThrownBy(() -> Flyweights.commit(claim, encoder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the encoder is not wrapped over this claim");
        }
    }

    @Example
    void anEncoderWrappedOverAFormerClaimStillMakesAWholeMessage() {
        send(1, new byte[0], 0);
        try (Claim claim = sender.claim(64)) {
            encoder.number(2);
            Flyweights.commit(claim, encoder);
        }
        FlyweightHandler handler =
                new FlyweightHandler().on(decoder, each -> numbers.add(each.number()));
        assertThat(receiver.poll(handler, 8)).isEqualTo(2);
        assertThat(numbers).containsExactly(1L, 2L);
    }

    @Example
    void aClaimWithoutRoomForTheHeaderIsRefused() {
        try (Claim claim = sender.claim(Flyweights.HEADER_LENGTH - 1)) {
            assertThatThrownBy(() -> Flyweights.wrap(encoder, claim))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a claim of 7 bytes is too short");
        }
    }

    @Example
    void neitherFlyweightReachesAMessageThatIsOver() {
        send(1, new byte[0], 0);
        assertThatThrownBy(() -> encoder.number(2)).isInstanceOf(IndexOutOfBoundsException.class);
        receiver.poll(new FlyweightHandler().on(decoder, each -> numbers.add(each.number())), 8);
        assertThat(numbers).containsExactly(1L);
        assertThatThrownBy(decoder::number).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Example
    void anUnknownTemplateIsAnErrorOrOnRequestSkippedAndCounted() {
        send(1, new byte[0], 0);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> receiver.poll(new FlyweightHandler(), 8))
                    .isInstanceOf(ChannelFormatException.class)
                    .hasMessage(
                            "a message of template 40000 of schema 7 was received, for which"
                                    + " there is no decoder");
        }
        FlyweightHandler skipping = new FlyweightHandler().skipUnknown();
        assertThat(receiver.poll(skipping, 8)).isEqualTo(1);
        assertThat(skipping.skipped()).isEqualTo(1);
    }

    @Example
    void aMessageTooShortForItsHeaderOrItsBlockIsAnError() {
        FlyweightHandler handler =
                new FlyweightHandler().on(decoder, each -> numbers.add(each.number()));
        sender.send(new byte[7]);
        assertThatThrownBy(() -> receiver.poll(handler, 8))
                .isInstanceOf(ChannelFormatException.class)
                .hasMessageContaining("too short for the header");
        receiver.receive();
        send(1, new byte[0], 0);
        sender.send(Arrays.copyOf(receiver.receive(), Flyweights.HEADER_LENGTH + 7));
        assertThatThrownBy(() -> receiver.poll(handler, 8))
                .isInstanceOf(ChannelFormatException.class)
                .hasMessageContaining("a block of 8");
        assertThat(numbers).isEmpty();
    }

    @Example
    void aConsumerThatThrowsSeesTheMessageAgain() {
        FlyweightHandler handler =
                new FlyweightHandler()
                        .on(
                                decoder,
                                each -> {
                                    numbers.add(each.number());
                                    if (numbers.size() == 1) {
                                        throw new IllegalStateException("of the consumer");
                                    }
                                });
        send(1, new byte[0], 0);
        send(2, new byte[0], 0);
        assertThatThrownBy(() -> receiver.poll(handler, 8)).hasMessage("of the consumer");
        receiver.poll(handler, 8);
        assertThat(numbers).containsExactly(1L, 1L, 2L);
    }

    @Example
    void oneTemplateHasOneDecoder() {
        FlyweightHandler handler = new FlyweightHandler().on(decoder, each -> {});
        assertThatThrownBy(() -> handler.on(decoder, each -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is a decoder of template 40000 of schema 7 already");
    }
}
