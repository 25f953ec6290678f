package io.millrace.examples;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A receiver process that crashes, and the next one, which goes on where the first stopped: nothing
 * that was sent is lost.
 */
public final class RestartedReceiver {
    private RestartedReceiver() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Scratch scratch = new Scratch()) {
            Path path = scratch.file("numbers");
            try (Channel channel = Channel.open(path);
                    Sender<Long> tx = channel.sender(Codec.int64())) {
                for (long number = 1; number <= 6; number++) {
                    tx.send(number);
                }
                Jvm.start(Crashing.class, path.toString()).waitFor();
            }
            Jvm.start(Lasting.class, path.toString()).waitFor();
        }
    }

    /** Receives two messages and ends without closing anything, as a crash would. */
    static final class Crashing {
        private Crashing() {}

        public static void main(String[] args) {
            Receiver<Long> rx = Channel.open(args[0]).receiver(Codec.int64());
            System.out.println("First receiver got: " + rx.receive());
            System.out.println("First receiver got: " + rx.receive());
            Runtime.getRuntime().halt(1);
        }
    }

    /** Receives the rest. */
    static final class Lasting {
        private Lasting() {}

        public static void main(String[] args) {
            try (Channel channel = Channel.open(args[0]);
                    Receiver<Long> rx = channel.receiver(Codec.int64())) {
                for (long number : rx) {
                    System.out.println("Next receiver got: " + number);
                }
            }
        }
    }
}
