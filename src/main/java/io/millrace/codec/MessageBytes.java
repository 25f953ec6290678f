package io.millrace.codec;

import static java.util.Objects.checkFromIndexSize;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.bytes.VanillaBytes;
import net.openhft.chronicle.bytes.internal.UncheckedRandomDataInput;

/**
 * {@code Bytes} over a message that read nothing outside it, whatever lengths and places the
 * message speaks of: what would is a {@link BufferUnderflowException}.
 *
 * <p>chronicle-bytes 2026.4 reads outside in some cases: 8-bit text and enums are copied before
 * their length is looked at, an offset near {@code Long.MAX_VALUE} overflows the check, a negative
 * skip goes in front of the start, copies by another object go by the address alone. And it
 * allocates as much as a message asks for before it looks how much there is. Only what asks for an
 * address reads unchecked here too.
 *
 * <p>For one thread at a time, which may change.
 */
final class MessageBytes extends VanillaBytes<Void> {
    private final PointerBytesStore memory;
    private final MessageStore shown = new MessageStore();
    private final UncheckedRandomDataInput checkedInput = new CheckedInput();

    MessageBytes() {
        this(new PointerBytesStore());
    }

    private MessageBytes(PointerBytesStore memory) {
        super(memory, 0, 0);
        this.memory = memory;
        memory.singleThreadedCheckDisabled(true);
        singleThreadedCheckDisabled(true);
    }

    /** Puts this over other memory, to be written from its start. */
    void cover(long address, int length) {
        memory.set(address, length);
        shown.set(address, length);
        clear();
    }

    private void requireRemaining(long length) {
        if (length > readRemaining()) {
            throw new BufferUnderflowException();
        }
    }

    /** Looks at the length that stands here, and goes back to it. */
    private void requireAnnounced() {
        if (readRemaining() > 0) {
            long position = readPosition();
            requireRemaining(readStopBit());
            readPosition(position);
        }
    }

    private void requireWithin(long offset, long length, long limit) {
        if (offset < 0 || offset > limit || length > limit - offset || length < -offset) {
            throw new BufferUnderflowException();
        }
    }

    @Override
    protected void readCheckOffset(long offset, long adding, boolean given) {
        requireWithin(offset, adding, given ? writeLimit() : readLimit());
    }

    @Override
    public int uncheckedReadUnsignedByte() {
        return readUnsignedByte();
    }

    @Override
    public void uncheckedReadSkipOne() {
        readSkip(1);
    }

    @Override
    public void uncheckedReadSkipBackOne() {
        readSkip(-1);
    }

    // ---- lengths that stand in the message

    @Override
    public boolean read8bit(Bytes<?> target) {
        requireAnnounced();
        return super.read8bit(target);
    }

    @Override
    public boolean read8bit(StringBuilder target) {
        requireAnnounced();
        return super.read8bit(target);
    }

    @Override
    public <C extends Appendable & CharSequence> boolean readUtf8(C target) {
        requireAnnounced();
        return super.readUtf8(target);
    }

    @Override
    public boolean readUtf8(Bytes<?> target) {
        requireAnnounced();
        return super.readUtf8(target);
    }

    @Override
    public boolean readUtf8(StringBuilder target) {
        requireAnnounced();
        return super.readUtf8(target);
    }

    @Override
    public void readWithLength(Bytes<?> target) {
        requireAnnounced();
        super.readWithLength(target);
    }

    @Override
    public BigInteger readBigInteger() {
        requireAnnounced();
        return super.readBigInteger();
    }

    // ---- lengths and places that are given

    @Override
    public void read(Bytes<?> target, int length) {
        requireRemaining(length);
        super.read(target, length);
    }

    @Override
    public int read(byte[] target, int targetOffset, int length) {
        checkFromIndexSize(targetOffset, length, target.length);
        return super.read(target, targetOffset, length);
    }

    @Override
    public long read(long offset, byte[] target, int targetOffset, int length) {
        checkFromIndexSize(targetOffset, length, target.length);
        requireWithin(offset, 0, readLimit());
        return super.read(offset, target, targetOffset, length);
    }

    @Override
    public void read8Bit(char[] target, int length) {
        requireRemaining(length);
        super.read8Bit(target, length);
    }

    @Override
    public void nativeRead(long offset, long address, long length) {
        requireWithin(offset, length, writeLimit());
        super.nativeRead(offset, address, length);
    }

    @Override
    public BytesStore<?, ?> subBytes(long start, long length) {
        requireWithin(start, length, readLimit());
        return super.subBytes(start, length);
    }

    @Override
    public int byteCheckSum(int start, int end) {
        requireWithin(start, (long) end - start, writeLimit());
        return super.byteCheckSum(start, end);
    }

    @Override
    public long hash(long length) {
        requireRemaining(length);
        return super.hash(length);
    }

    @Override
    public boolean equalBytes(BytesStore<?, ?> other, long length) {
        requireRemaining(length);
        return super.equalBytes(other, length);
    }

    // ---- for others that copy out of here

    @Override
    public boolean canReadDirect(long length) {
        return false;
    }

    @Override
    public BytesStore<?, Void> bytesStore() {
        return shown;
    }

    @Override
    public UncheckedRandomDataInput acquireUncheckedInput() {
        return checkedInput;
    }

    /** Checks all the same. */
    private final class CheckedInput implements UncheckedRandomDataInput {
        @Override
        public byte readByte(long offset) {
            return MessageBytes.this.readByte(offset);
        }

        @Override
        public short readShort(long offset) {
            return MessageBytes.this.readShort(offset);
        }

        @Override
        public int readInt(long offset) {
            return MessageBytes.this.readInt(offset);
        }

        @Override
        public long readLong(long offset) {
            return MessageBytes.this.readLong(offset);
        }
    }
}
