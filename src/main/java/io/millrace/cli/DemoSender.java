package io.millrace.cli;

import io.millrace.Channel;
import io.millrace.ChannelClosedException;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.MillraceException;
import io.millrace.Sender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A sender of the demo, in a JVM of its own: does what single letters on its standard input say,
 * and ends with that input.
 */
final class DemoSender {
    /** Told to a sender: send the book's messages. */
    static final int BOOK = 'b';

    /** Told to a sender: send without a pause until killed. */
    static final int FULL_SPEED = 'f';

    /** Said by a sender: attached. */
    static final int READY = 'r';

    /** A message at full speed: time sent or 0, sender, how many before it, the rest unused. */
    static final int MESSAGE_LENGTH = 32;

    static final int TIME_OFFSET = 0;
    static final int SENDER_OFFSET = 8;
    static final int COUNT_OFFSET = 16;

    /** How many messages there are to one that carries its time: reading clocks costs time too. */
    static final int TIMED_ONE_IN = 16;

    /** Messages of each sender in the book. */
    static final int MESSAGES_EACH = 4;

    private static final List<List<String>> MESSAGES =
            List.of(
                    List.of("hi", "from", "the", "thread"),
                    List.of("more", "messages", "for", "you"));

    private static final long PAUSE_NS = 300_000_000;

    private final int number;
    private final Sender<String> sender;

    private DemoSender(int number, Sender<String> sender) {
        this.number = number;
        this.sender = sender;
    }

    /** Arguments: the channel's path, the sender's number. */
    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[0]);
        int number = Integer.parseInt(arguments[1]);
        try {
            DemoSender self = new DemoSender(number, Channel.open(path).sender(Codec.utf8()));
            System.out.write(READY);
            System.out.flush();
            self.obeyAll();
        } catch (MillraceException e) {
            System.err.println("millrace: sender " + number + ": " + e.getMessage());
        } finally {
            DemoStage.delete(path.getParent());
        }
    }

    private void obeyAll() throws IOException {
        for (int command = System.in.read(); command >= 0; command = System.in.read()) {
            obey(command);
        }
    }

    /** Works in a thread of its own, so that the end of the input is seen at once. */
    private void obey(int command) {
        Thread work = new Thread(() -> work(command), "demo-sender");
        work.setDaemon(true);
        work.start();
    }

    private void work(int command) {
        try {
            if (command == BOOK) {
                book();
            } else {
                fullSpeed();
            }
        } catch (ChannelClosedException e) {
            // The demo has ended, and so has the input or it will at once.
        }
    }

    private void book() {
        // The second sender half a pause later: the two take turns, as they do in the book.
        LockSupport.parkNanos((number - 1) * PAUSE_NS / 2);
        for (String message : MESSAGES.get(number - 1)) {
            sender.send(message);
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    private void fullSpeed() {
        for (long count = 0; ; count++) {
            try (Claim claim = sender.claim(MESSAGE_LENGTH)) {
                int offset = claim.offset();
                claim.buffer().putLong(offset + SENDER_OFFSET, number);
                claim.buffer().putLong(offset + COUNT_OFFSET, count);
                claim.buffer()
                        .putLong(
                                offset + TIME_OFFSET,
                                count % TIMED_ONE_IN == 0 ? System.nanoTime() : 0);
                claim.commit();
            }
        }
    }
}
