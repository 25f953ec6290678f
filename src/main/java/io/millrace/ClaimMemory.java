package io.millrace;

import io.millrace.layout.FileLayout;
import io.millrace.layout.RecordLayout;
import io.millrace.memory.Padded;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The payload of what a sender has claimed, for a codec to encode into or for a {@link Claim} or
 * {@link Batch} to show: a view that ends with the claim. The whole ring serves in its place where
 * Agrona checks no bounds, so that a view would guard nothing, and where the writer keeps to what
 * it announced ({@link ExactCodec}); that spares the stores that wrap a view.
 */
final class ClaimMemory extends Padded {
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer ring;
    private final long ringAddress;
    private final int placeMask;

    ClaimMemory(long ringAddress, FileLayout layout) {
        this.ringAddress = ringAddress;
        this.ring = new UnsafeBuffer(ringAddress, layout.capacity());
        this.placeMask = layout.placeMask();
    }

    /**
     * Encodes a message into the record at this position.
     *
     * @param claimed how many bytes there are for it.
     * @return how many were written.
     */
    <T> int encode(long position, T message, int claimed, Codec<T> codec) {
        if (codec instanceof ExactCodec) {
            return codec.encode(message, ring, payload(position));
        }
        view.wrap(ringAddress + payload(position), claimed);
        int written = codec.encode(message, view, 0);
        if (written < 0 || written > claimed) {
            throw new IllegalArgumentException(
                    "the codec wrote " + written + " bytes, but had announced at most " + claimed);
        }
        return written;
    }

    /** Opens so many bytes from the payload of the record at this position on. */
    void show(long position, int length) {
        if (DirectBuffer.SHOULD_BOUNDS_CHECK) {
            view.wrap(ringAddress + payload(position), length);
        }
    }

    /**
     * Lets go of what was shown, which is about to be the receiver's: a use of the buffer from now
     * on is an error. Without Agrona's bounds checks nothing would notice.
     */
    void seal() {
        if (DirectBuffer.SHOULD_BOUNDS_CHECK) {
            view.wrap(ringAddress, 0);
        }
    }

    /** Where what is shown can be written. */
    MutableDirectBuffer buffer() {
        return DirectBuffer.SHOULD_BOUNDS_CHECK ? view : ring;
    }

    /** From the start of the buffer to what is shown, which is the payload at this position. */
    int offset(long position) {
        return DirectBuffer.SHOULD_BOUNDS_CHECK ? 0 : payload(position);
    }

    /** From the start of the ring to the payload of the record at this position. */
    private int payload(long position) {
        return ((int) position & placeMask) + RecordLayout.HEADER_LENGTH;
    }
}
