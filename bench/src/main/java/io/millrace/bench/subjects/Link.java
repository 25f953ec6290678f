package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.io.IOException;
import java.time.Duration;
import org.agrona.concurrent.IdleStrategy;

/**
 * One direction: senders and a receiver. The receiver is asked for before any sender is, also where
 * they are in other JVMs.
 */
public interface Link extends AutoCloseable {
    /**
     * The sender with this index, for one thread; it may wait for the receiver to be found.
     *
     * @param index from 0, below the number of senders.
     */
    LinkSender sender(int index) throws IOException;

    /** The receiver, for one thread; every message is shown to the handler. */
    LinkReceiver receiver(MessageHandler handler) throws IOException;

    @Override
    void close();

    /** The sending half. */
    @FunctionalInterface
    interface LinkSender {
        /**
         * Sends the message with this stamp if there is room.
         *
         * @return false when there is none.
         */
        boolean offer(long stamp);

        /**
         * Sends so many messages, with this stamp and those that follow it, as far as there is
         * room.
         *
         * @return how many were sent.
         */
        default int offer(long stamp, int count) {
            int sent = 0;
            while (sent < count && offer(stamp + sent)) {
                sent++;
            }
            return sent;
        }

        /**
         * Sends so many messages, with this stamp and those that follow it.
         *
         * @param idle what to do while there is no room.
         */
        default void send(long stamp, int count, Runnable idle) {
            int sent = 0;
            while (sent < count) {
                int more = offer(stamp + sent, count - sent);
                if (more == 0) {
                    idle.run();
                }
                sent += more;
            }
        }

        /**
         * Passes on what was held back.
         *
         * @return false while something is still held back.
         */
        default boolean flush() {
            return true;
        }
    }

    /** The receiving half. */
    @FunctionalInterface
    interface LinkReceiver {
        /**
         * Shows messages that are there to the handler.
         *
         * @return how many were shown.
         */
        int poll(int limit);

        /**
         * Shows messages that are there to the handler; where there is none, waits, and may then
         * show some.
         *
         * @param idle how to wait, unless the subject has a way of its own.
         * @param patience how long that may last.
         * @return how many were shown.
         */
        default int receive(int limit, IdleStrategy idle, Duration patience) {
            int count = poll(limit);
            if (count == 0) {
                idle.idle();
            }
            return count;
        }
    }
}
