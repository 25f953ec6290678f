package io.millrace.codec;

import io.millrace.Claim;
import java.nio.ByteOrder;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Messages of SBE and other Agrona flyweights, written and read where they stand in the ring.
 *
 * <p>The message goes behind SBE's standard header: block length, template, schema and version, 16
 * bits each, little-endian. (With a header of another shape, or flyweights generated without
 * Agrona's interfaces, wrap them over {@link Claim#buffer} and in the handler of {@code poll}
 * yourself: nothing else happens here.)
 *
 * <p>An encoder is wrapped anew for each claim. One that is not goes on where it was, which {@link
 * #commit} cannot always see, since a sender shows all its claims through one buffer.
 *
 * <pre>{@code
 * try (Claim claim = tx.claim(Flyweights.HEADER_LENGTH + TradeEncoder.BLOCK_LENGTH)) {
 *     Flyweights.wrap(trade, claim).price(1015).size(3);
 *     Flyweights.commit(claim, trade);
 * }
 *
 * FlyweightHandler handler = new FlyweightHandler().on(new TradeDecoder(), t -> show(t.price()));
 * rx.poll(handler, 64);
 * }</pre>
 */
public final class Flyweights {
    /** Bytes of the header, to be claimed with the message. */
    public static final int HEADER_LENGTH = 8;

    static final int BLOCK_LENGTH_OFFSET = 0;
    static final int TEMPLATE_OFFSET = 2;
    static final int SCHEMA_OFFSET = 4;
    static final int VERSION_OFFSET = 6;
    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private Flyweights() {}

    /**
     * Wraps the encoder over the claim, behind the room for the header.
     *
     * @return the encoder.
     * @throws IllegalArgumentException when the claim has no room for the header.
     */
    public static <E extends MessageEncoderFlyweight> E wrap(E encoder, Claim claim) {
        if (claim.length() < HEADER_LENGTH) {
            throw new IllegalArgumentException(
                    "a claim of "
                            + claim.length()
                            + " bytes is too short for a flyweight, whose header takes "
                            + HEADER_LENGTH);
        }
        var unused = encoder.wrap(claim.buffer(), claim.offset() + HEADER_LENGTH);
        return encoder;
    }

    /**
     * Writes the header and commits what was encoded: header, block, groups and variable data.
     *
     * @throws IllegalArgumentException when the encoder is not wrapped over this claim's memory, or
     *     has encoded more than the claim holds.
     */
    public static void commit(Claim claim, MessageEncoderFlyweight encoder) {
        var buffer = claim.buffer();
        int at = claim.offset();
        if (encoder.buffer() != buffer || encoder.offset() != at + HEADER_LENGTH) {
            throw new IllegalArgumentException("the encoder is not wrapped over this claim");
        }
        buffer.putShort(at + BLOCK_LENGTH_OFFSET, (short) encoder.sbeBlockLength(), ORDER);
        buffer.putShort(at + TEMPLATE_OFFSET, (short) encoder.sbeTemplateId(), ORDER);
        buffer.putShort(at + SCHEMA_OFFSET, (short) encoder.sbeSchemaId(), ORDER);
        buffer.putShort(at + VERSION_OFFSET, (short) encoder.sbeSchemaVersion(), ORDER);
        claim.commit(HEADER_LENGTH + encoder.encodedLength());
    }
}
