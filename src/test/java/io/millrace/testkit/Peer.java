package io.millrace.testkit;

import io.millrace.Batch;
import io.millrace.Channel;
import io.millrace.ChannelOptions;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A half of a channel in another JVM, which does what it is told word by word. Its main method is
 * that JVM's program.
 */
public final class Peer implements AutoCloseable {
    private final ChildJvm jvm;
    private final AtomicInteger asked = new AtomicInteger();

    private Peer(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Starts a JVM that has opened the channel when this returns. */
    public static Peer open(Path path, Duration heartbeatInterval, Duration heartbeatTimeout) {
        return open(ChildJvm.FLAGS, path, heartbeatInterval, heartbeatTimeout);
    }

    /** As above, with these flags of the JVM. */
    public static Peer open(
            List<String> flags, Path path, Duration heartbeatInterval, Duration heartbeatTimeout) {
        Peer peer =
                new Peer(
                        ChildJvm.start(
                                flags,
                                Peer.class,
                                path,
                                heartbeatInterval.toMillis(),
                                heartbeatTimeout.toMillis()));
        peer.jvm.awaitLine("opened");
        return peer;
    }

    public ChildJvm jvm() {
        return jvm;
    }

    public long pid() {
        return jvm.pid();
    }

    /** Has a command done; returns "ok", the value, or the exception as text. */
    public String ask(String command) {
        return begin(command, "").await();
    }

    /** Has a command begun that will wait; returns once it waits. */
    public Reply beginWaiting(String command) {
        Reply reply = begin(command, "&");
        jvm.awaitLine(reply.number + " waits");
        return reply;
    }

    /** Sends a command without looking for its result. */
    public void tell(String command) {
        begin(command, "");
    }

    private Reply begin(String command, String mode) {
        Reply reply = new Reply(asked.incrementAndGet());
        jvm.tell(reply.number + " " + mode + command);
        return reply;
    }

    @Override
    public void close() {
        jvm.close();
    }

    /** What will come back. */
    public final class Reply {
        private final int number;

        private Reply(int number) {
            this.number = number;
        }

        public String await() {
            String start = number + " = ";
            return jvm.awaitLine(start).substring(start.length());
        }

        public boolean isThere() {
            return jvm.lines().stream().anyMatch(line -> line.startsWith(number + " = "));
        }
    }

    // ---- the other JVM

    /** Arguments: path, heartbeat interval and timeout in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        ChannelOptions options =
                ChannelOptions.defaults()
                        .heartbeatInterval(Duration.ofMillis(Long.parseLong(arguments[1])))
                        .heartbeatTimeout(Duration.ofMillis(Long.parseLong(arguments[2])));
        Program program = new Program(Channel.open(Path.of(arguments[0]), options));
        print("opened");
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            int space = line.indexOf(' ');
            String number = line.substring(0, space);
            String command = line.substring(space + 1);
            if (command.startsWith("&")) {
                performInBackground(program, number, command.substring(1));
            } else {
                print(number + " = " + program.perform(command));
            }
        }
    }

    private static void performInBackground(Program program, String number, String command) {
        Thread thread =
                new Thread(
                        () -> print(number + " = " + program.perform(command)),
                        "command " + number);
        thread.start();
        Await.until(
                "command " + number + " waits",
                () -> Background.isWaiting(thread) || !thread.isAlive());
        print(number + (thread.isAlive() ? " waits" : " ended"));
    }

    private static void print(String line) {
        synchronized (System.out) {
            System.out.println(line);
        }
    }

    private static final class Program {
        private final Channel channel;
        private Sender<String> sender;
        private Receiver<String> receiver;
        private Claim claim;
        private Batch batch;

        Program(Channel channel) {
            this.channel = channel;
        }

        String perform(String line) {
            int space = line.indexOf(' ');
            String command = space < 0 ? line : line.substring(0, space);
            String argument = space < 0 ? "" : line.substring(space + 1);
            try {
                return String.valueOf(perform(command, argument));
            } catch (RuntimeException e) {
                return e.getClass().getSimpleName() + ": " + e.getMessage();
            }
        }

        private Object perform(String command, String argument) {
            switch (command) {
                case "sender" -> sender = channel.sender(Codec.utf8());
                case "receiver" -> receiver = channel.receiver(Codec.utf8());
                case "send" -> sender.send(argument);
                case "trySend" -> {
                    return sender.trySend(argument);
                }
                case "fill" -> {
                    return fill(argument);
                }
                case "claim" -> {
                    claim = sender.claim(argument.length());
                    claim.buffer().putStringWithoutLengthAscii(claim.offset(), argument);
                }
                case "commit" -> claim.commit();
                case "abort" -> claim.abort();
                case "batch" -> batch = sender.claimBatch(Integer.parseInt(argument), 64);
                case "put" ->
                        batch.commit(
                                batch.buffer()
                                        .putStringWithoutLengthAscii(batch.offset(), argument));
                case "closeBatch" -> batch.close();
                case "receive" -> {
                    return receiver.receive();
                }
                case "drain" -> {
                    return receiver.stream().count();
                }
                case "closeSender" -> sender.close();
                case "closeReceiver" -> receiver.close();
                case "close" -> channel.close();
                case "exit" -> System.exit(Integer.parseInt(argument));
                default -> throw new IllegalArgumentException(command);
            }
            return "ok";
        }

        private int fill(String message) {
            int count = 0;
            while (sender.trySend(message)) {
                count++;
            }
            return count;
        }
    }
}
