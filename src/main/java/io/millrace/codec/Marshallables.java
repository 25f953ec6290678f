package io.millrace.codec;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.MessageHandler;
import io.millrace.MillraceException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.openhft.chronicle.bytes.BytesMarshallable;

/**
 * Messages that are objects of chronicle-bytes, or calls of a user's interface.
 *
 * <p><b>Objects.</b> A {@link BytesMarshallable} writes itself into the claimed memory of the ring
 * and reads itself from there, without a copy between. How long it will be is not known before it
 * is written, so as much as it may need is claimed ({@link #DEFAULT_MAX_LENGTH}, or what was said)
 * and the rest is passed over: small objects fill a ring less when their longest length is said. An
 * object that writes more gets an {@link IllegalArgumentException}, and nothing is sent.
 *
 * <table>
 * <caption>Which object is filled</caption>
 * <tr><th>made by</th><th>object</th><th>take it when</th></tr>
 * <tr><td>{@link #codec(Supplier)}</td><td>fresh for each message</td>
 * <td>messages are kept, collected or handed to other threads</td></tr>
 * <tr><td>{@link #reusing(Supplier)}</td><td>one for each receiver</td>
 * <td>each message is done with before the next is received, as in a loop over the receiver</td></tr>
 * <tr><td>{@link #reusing(Supplier, Consumer)}</td><td>one for the handler</td>
 * <td>the same with {@code poll}: the fastest</td></tr>
 * </table>
 *
 * <p><b>Calls.</b> {@link #sender} and {@link #receiver} make every call of an interface a message.
 * A call returns when its message is in the ring, so methods have no result. Arguments are
 * primitives, {@link String}, {@code byte[]}, enums (by the constant's name) and classes that are
 * {@link BytesMarshallable}; the receiving side fills one object of such a class again and again,
 * so an implementation that keeps it keeps a copy. Only marshallable arguments need
 * chronicle-bytes. Each method has a number made of its name and its parameters' types, or the one
 * of its {@link MethodNumber}: two builds understand each other as far as their methods agree, and
 * two methods with one number are refused when the interface is taken.
 *
 * <p>What needs chronicle-bytes throws {@link MillraceException} where it is not on the class path,
 * or where the JVM was started without the flags that it needs; the message names them.
 */
// Who passes objects of chronicle-bytes has its module anyway; others must not need it.
@SuppressWarnings("exports")
public final class Marshallables {
    /** How long objects may be unless something else is said, where the channel allows it. */
    public static final int DEFAULT_MAX_LENGTH = 4096;

    private Marshallables() {}

    /**
     * Objects up to {@link #DEFAULT_MAX_LENGTH} bytes.
     *
     * @param factory makes the objects that are received.
     */
    public static <T extends BytesMarshallable> Codec<T> codec(Supplier<? extends T> factory) {
        return codec(factory, DEFAULT_MAX_LENGTH);
    }

    /**
     * Objects of at most this length.
     *
     * @param factory makes the objects that are received.
     * @param maxLength in bytes; a channel whose messages are shorter sets its own limit.
     */
    public static <T extends BytesMarshallable> Codec<T> codec(
            Supplier<? extends T> factory, int maxLength) {
        ChronicleBytes.require();
        return new MarshallableCodec<>(factory, requireLength(maxLength), false);
    }

    /**
     * As {@link #codec(Supplier)}, but each receiver fills one object again and again, which so is
     * valid until the next message is received. Not for {@code drainTo} or a stream that collects:
     * they would hold the same object several times, with the last message.
     */
    public static <T extends BytesMarshallable> Codec<T> reusing(Supplier<? extends T> factory) {
        ChronicleBytes.require();
        return new MarshallableCodec<>(factory, DEFAULT_MAX_LENGTH, true);
    }

    /**
     * A handler for {@code poll} that fills one object with each message and hands it on. For one
     * receiver.
     *
     * @param factory called once.
     * @param consumer gets the same object each time, valid until it returns.
     */
    public static <T extends BytesMarshallable> MessageHandler reusing(
            Supplier<? extends T> factory, Consumer<? super T> consumer) {
        ChronicleBytes.require();
        return new ReusingHandler<T>(factory.get(), consumer);
    }

    /**
     * A sender whose messages are calls: the result implements the interface, and each call of it
     * is sent, waiting while the ring is full, with the exceptions of {@link
     * io.millrace.Sender#send}. Default methods run as they are. For one thread at a time.
     *
     * <p>If the interface extends {@link AutoCloseable}, {@code close} closes the sender; otherwise
     * the channel does, or the object's becoming unreachable.
     *
     * @throws IllegalArgumentException when a method has a result or a parameter that cannot be
     *     sent, when two have the same number, or when the interface's package is closed to
     *     Millrace.
     */
    public static <T> T sender(Channel channel, Class<T> type) {
        return sender(channel, type, DEFAULT_MAX_LENGTH);
    }

    /**
     * As {@link #sender(Channel, Class)}.
     *
     * @param maxLength of the marshallable arguments of a call together, in bytes.
     */
    public static <T> T sender(Channel channel, Class<T> type, int maxLength) {
        return CallSender.open(channel, type, requireLength(maxLength));
    }

    /**
     * The receiver of a channel whose messages are calls. A call of a method that the interface
     * does not have is an error.
     *
     * @throws IllegalArgumentException as {@link #sender(Channel, Class)}.
     */
    public static <T> MethodReceiver receiver(Channel channel, Class<T> type, T implementation) {
        return receiver(channel, type, implementation, UnknownMethods.FAIL);
    }

    /** As {@link #receiver(Channel, Class, Object)}, and says what happens to unknown methods. */
    public static <T> MethodReceiver receiver(
            Channel channel, Class<T> type, T implementation, UnknownMethods unknown) {
        Objects.requireNonNull(implementation, "implementation");
        Objects.requireNonNull(unknown, "unknown");
        return new MethodReceiver(channel, new CallDispatcher(type, implementation, unknown));
    }

    private static int requireLength(int maxLength) {
        if (maxLength < 0) {
            throw new IllegalArgumentException("maxLength " + maxLength + ", allowed: 0 and more");
        }
        return maxLength;
    }
}
