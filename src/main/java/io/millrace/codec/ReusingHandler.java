package io.millrace.codec;

import io.millrace.MessageHandler;
import java.util.Objects;
import java.util.function.Consumer;
import net.openhft.chronicle.bytes.BytesMarshallable;
import org.agrona.DirectBuffer;

/** Fills one object with each message in turn. */
final class ReusingHandler<T extends BytesMarshallable> implements MessageHandler {
    private final RecordBytes bytes = new RecordBytes();
    private final T object;
    private final Consumer<? super T> consumer;

    ReusingHandler(T object, Consumer<? super T> consumer) {
        this.object = Objects.requireNonNull(object, "object");
        this.consumer = Objects.requireNonNull(consumer, "consumer");
    }

    @Override
    public void onMessage(DirectBuffer buffer, int offset, int length) {
        bytes.read(object, buffer, offset, length);
        consumer.accept(object);
    }
}
