package io.millrace.codec;

import io.millrace.ChannelFormatException;
import io.millrace.MessageHandler;
import java.util.Objects;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * Hands each message to the decoder of its template, for {@code poll}. A decoder cannot read beyond
 * its message, and after the consumer has returned nothing at all, unless Agrona's bounds checks
 * are off ({@code agrona.disable.bounds.checks}): then a message can send it anywhere. A version of
 * the schema other than the decoder's own is the decoder's matter, as ever with SBE.
 *
 * <p>For one receiver, set up before it is used.
 */
public final class FlyweightHandler implements MessageHandler {
    private final Int2ObjectHashMap<Route<?>> routes = new Int2ObjectHashMap<>();
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private boolean skipping;
    private long skipped;

    /** Without a decoder yet, see {@link #on}. */
    public FlyweightHandler() {}

    private record Route<D extends MessageDecoderFlyweight>(
            D decoder, Consumer<? super D> consumer) {
        void take(DirectBuffer message, int blockLength, int version) {
            var unused = decoder.wrap(message, Flyweights.HEADER_LENGTH, blockLength, version);
            consumer.accept(decoder);
        }
    }

    /**
     * Adds a template.
     *
     * @param decoder used for every message of its template.
     * @param consumer gets the decoder wrapped over the message; valid until it returns.
     * @return this.
     * @throws IllegalArgumentException when there is a decoder of this template already.
     */
    public <D extends MessageDecoderFlyweight> FlyweightHandler on(
            D decoder, Consumer<? super D> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        int key = key(decoder.sbeSchemaId(), decoder.sbeTemplateId());
        if (routes.putIfAbsent(key, new Route<>(decoder, consumer)) != null) {
            throw new IllegalArgumentException(
                    "there is a decoder of template "
                            + decoder.sbeTemplateId()
                            + " of schema "
                            + decoder.sbeSchemaId()
                            + " already");
        }
        return this;
    }

    /** Passes over messages of other templates and counts them, instead of throwing. */
    public FlyweightHandler skipUnknown() {
        skipping = true;
        return this;
    }

    /** How many messages were passed over; for the thread that receives. */
    public long skipped() {
        return skipped;
    }

    /**
     * Hands on one message.
     *
     * @throws ChannelFormatException when the message is too short, or no decoder was given for it;
     *     it counts as not consumed.
     */
    @Override
    public void onMessage(DirectBuffer buffer, int offset, int length) {
        if (length < Flyweights.HEADER_LENGTH) {
            throw new ChannelFormatException(
                    "a message of "
                            + length
                            + " bytes was received, too short for the header of a flyweight");
        }
        int blockLength = header(buffer, offset + Flyweights.BLOCK_LENGTH_OFFSET);
        int template = header(buffer, offset + Flyweights.TEMPLATE_OFFSET);
        int schema = header(buffer, offset + Flyweights.SCHEMA_OFFSET);
        Route<?> route = routes.get(key(schema, template));
        if (route == null) {
            unknown(template, schema);
            return;
        }
        if (blockLength > length - Flyweights.HEADER_LENGTH) {
            throw new ChannelFormatException(
                    "a message of "
                            + length
                            + " bytes was received whose header speaks of a block of "
                            + blockLength);
        }
        message.wrap(buffer, offset, length);
        try {
            route.take(message, blockLength, header(buffer, offset + Flyweights.VERSION_OFFSET));
        } finally {
            message.wrap(0, 0);
        }
    }

    private void unknown(int template, int schema) {
        if (!skipping) {
            throw new ChannelFormatException(
                    "a message of template "
                            + template
                            + " of schema "
                            + schema
                            + " was received, for which there is no decoder");
        }
        skipped++;
    }

    private static int header(DirectBuffer buffer, int at) {
        return buffer.getShort(at, Flyweights.ORDER) & 0xffff;
    }

    private static int key(int schema, int template) {
        return schema << 16 | template;
    }
}
