package io.millrace;

import io.millrace.testkit.ClassArchive;
import io.millrace.testkit.StepMemory;
import io.millrace.testkit.StepProof;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A process that does one thing with a channel and stands still after a given step of it, for its
 * parent to kill or stop it there. The steps are those of the real code.
 *
 * <p>Commands on standard input: {@code run ACTION STEP} does the action and stands still after its
 * step of that number ({@code at STEP ...} is printed) until {@code go}; {@code done ...} is
 * printed at its end. Loads count as steps only where victims are stopped, since a kill after a
 * load is a kill after the store before it.
 */
public final class StepVictim {
    /** For victims that are killed, which is noticed without a timeout. */
    static final ChannelOptions OPTIONS =
            ChannelOptions.defaults()
                    .capacity(4096)
                    .maxSenders(4)
                    .heartbeatInterval(Duration.ofMillis(10))
                    .heartbeatTimeout(Duration.ofSeconds(5))
                    .waitStrategy(WaitStrategy.yielding());

    /** For victims that are stopped, which a timeout notices. */
    private static final ChannelOptions WITH_STOPS =
            OPTIONS.heartbeatTimeout(Duration.ofMillis(60));

    private final BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final Path path;
    private final boolean stops;
    private Thread armed;
    private int count;
    private int target;

    private Channel channel;
    private Sender<byte[]> sender;
    private Receiver<byte[]> receiver;

    private StepVictim(Path path, boolean stops) {
        this.path = path;
        this.stops = stops;
    }

    static ChannelOptions options(boolean stops) {
        return stops ? WITH_STOPS : OPTIONS;
    }

    public static void main(String[] arguments) throws IOException {
        StepVictim victim =
                new StepVictim(Path.of(arguments[0]), Boolean.parseBoolean(arguments[1]));
        System.out.println("ready");
        victim.obey();
        ClassArchive.awaitBackground();
    }

    private void obey() throws IOException {
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "open" -> open();
                case "sender" -> sender = channel.sender(Codec.bytes());
                case "receiver" -> receiver = channel.receiver(Codec.bytes());
                case "close" -> sender.close();
                case "run" -> run(words[1], Integer.parseInt(words[2]));
                default -> throw new IllegalArgumentException(line);
            }
            System.out.println("obeyed " + line);
        }
    }

    private void open() {
        channel =
                Channel.open(
                        path,
                        options(stops),
                        Seams.NONE
                                .withMemory(memory -> new StepMemory(memory, this::after))
                                .withProof(proof -> new StepProof(proof, this::after))
                                .withCreation(step -> after(step, true)));
    }

    private void run(String action, int step) {
        target = step;
        count = 0;
        armed = Thread.currentThread();
        String outcome;
        try {
            outcome = act(action);
        } catch (MillraceException e) {
            outcome = e.getClass().getSimpleName();
        } finally {
            armed = null;
        }
        System.out.println("done " + step + " after " + count + " steps: " + outcome);
    }

    private String act(String action) {
        switch (action) {
            case "create", "open" -> open();
            case "attach" -> sender = channel.sender(Codec.bytes());
            case "detach" -> sender.close();
            case "takeover" -> receiver = channel.receiver(Codec.bytes());
            case "leave" -> receiver.close();
            case "short" -> sender.send(message(40));
            case "long" -> sender.send(message(1500));
            case "abort" -> sender.claim(40).abort();
            case "batch" -> sender.sendAll(List.of(message(40), message(100), message(40)));
            case "part" -> {
                Claim claim = sender.claim(400);
                claim.buffer().putBytes(claim.offset(), message(40));
                claim.commit(40);
            }
            case "receive" -> {
                return "received " + receiver.receive().length;
            }
            case "drain" -> {
                int messages = 0;
                while (!receiver.isClosed()) {
                    messages += receiver.poll((buffer, offset, length) -> {}, 1);
                }
                return "drained " + messages;
            }
            default -> throw new IllegalArgumentException(action);
        }
        return "completed";
    }

    /** A message whose every byte says whose it is. */
    static byte[] message(int length) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) 'v');
        return message;
    }

    private void after(String access, boolean changes) {
        if (Thread.currentThread() == armed && (changes || stops)) {
            count++;
            if (count == target) {
                System.out.println("at " + target + " after " + access);
                awaitGo();
            }
        }
    }

    private void awaitGo() {
        try {
            String line = input.readLine();
            if (!"go".equals(line)) {
                throw new IllegalStateException("told '" + line + "' at step " + target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
