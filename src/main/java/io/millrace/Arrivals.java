package io.millrace;

import io.millrace.memory.Padded;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A receiver's messages as they come; for the thread that uses the receiver. */
final class Arrivals<T> extends Padded implements Iterator<T> {
    // Keeps the handle, and with it the half, from being closed as unreachable.
    private final Receiver<T> receiver;
    private final ReceiverHalf half;
    private boolean ready;

    Arrivals(Receiver<T> receiver, ReceiverHalf half) {
        this.receiver = receiver;
        this.half = half;
    }

    @Override
    public boolean hasNext() {
        ready = ready || half.awaitMessage();
        return ready;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the channel is closed and drained");
        }
        ready = false;
        return receiver.receive();
    }
}
