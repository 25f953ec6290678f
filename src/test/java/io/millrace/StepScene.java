package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A channel with a receiver and rivals in this process, and a victim in another that stands still
 * after a step. The rivals' messages are numbered, the victim's consist of the letter v.
 */
final class StepScene implements AutoCloseable {
    /** So much of the ring is used before, so that a long message of the victim has to wrap. */
    private static final int BEFORE = 3 * 1024;

    private static final int[] RIVAL_LENGTHS = {5, 90, 200};

    final Channel channel;
    final ChildJvm victim;
    private final List<Sender<byte[]>> rivals = new ArrayList<>();
    private final int[] sent;
    private final int[] received;
    private Receiver<byte[]> receiver;
    private int victimMessages;

    StepScene(Path path, int rivals, boolean countsLoads) {
        channel = Channel.open(path, StepVictim.OPTIONS);
        sent = new int[rivals];
        received = new int[rivals];
        victim = StepVictims.start(path, countsLoads);
        victim.awaitLine("ready");
        tell("open");
    }

    /**
     * Takes the receiving half and the rivals' in this process, and moves the cursors near the end
     * of the ring.
     */
    void attachHere() {
        receiver = channel.receiver(Codec.bytes());
        try (Sender<byte[]> before = channel.sender(Codec.bytes())) {
            for (int i = 0; i < BEFORE / 64; i++) {
                before.send(new byte[1]);
                receiver.receive();
            }
        }
        for (int i = 0; i < sent.length; i++) {
            rivals.add(channel.sender(Codec.bytes()));
        }
    }

    void tell(String command) {
        int answers = count("obeyed " + command);
        victim.tell(command);
        Await.until(
                victim + " obeyed " + command,
                () -> {
                    requireAlive();
                    return count("obeyed " + command) > answers;
                });
    }

    private void requireAlive() {
        if (!victim.isAlive()) {
            throw new AssertionError(victim + " died by itself: " + victim.lines());
        }
    }

    private long answers() {
        return victim.lines().stream().filter(line -> line.startsWith("done ")).count();
    }

    private int count(String line) {
        return (int) victim.lines().stream().filter(line::equals).count();
    }

    /** Lets the victim act up to this step; false when it was done before. */
    boolean runTo(String action, int step) {
        long done = answers();
        long stood = stood(step);
        victim.tell("run " + action + " " + step);
        Await.until(
                victim + " came to step " + step + " or its end",
                () -> {
                    requireAlive();
                    return stood(step) > stood || answers() > done;
                });
        return stood(step) > stood;
    }

    private long stood(int step) {
        return victim.lines().stream().filter(line -> line.startsWith("at " + step + " ")).count();
    }

    /** Lets a victim that stands still go on; returns how its action ended. */
    String go() {
        long done = answers();
        victim.tell("go");
        Await.until(victim + " ended its action", () -> answers() > done);
        String last =
                victim.lines().stream()
                        .filter(line -> line.startsWith("done "))
                        .reduce((a, b) -> b)
                        .orElseThrow();
        return last.substring(last.indexOf(": ") + 2);
    }

    /** Each rival sends so many messages of different lengths; a full ring is read meanwhile. */
    void rivalsSend(int messages) {
        for (int n = 0; n < messages; n++) {
            for (int rival = 0; rival < sent.length; rival++) {
                byte[] message = message(rival, sent[rival]++);
                Sender<byte[]> sender = rivals.get(rival);
                Await.until(
                        "rival " + rival + " could send",
                        () -> {
                            if (sender.trySend(message)) {
                                return true;
                            }
                            receiver.poll(this::check, 16);
                            return false;
                        });
            }
        }
    }

    /** Receives until everything that the rivals have sent is there, in order and once. */
    void receiveAllOfRivals() {
        Await.until(
                "all messages of the rivals arrived: " + channel.status(),
                () -> {
                    receiver.poll(this::check, 1);
                    return Arrays.equals(sent, received);
                });
    }

    private void check(DirectBuffer buffer, int offset, int length) {
        byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        if (length > 0 && message[0] == 'v') {
            assertThat(message).isEqualTo(StepVictim.message(length));
            victimMessages++;
            return;
        }
        int rival = message[0] - '0';
        assertThat(message).isEqualTo(message(rival, received[rival]));
        received[rival]++;
    }

    private static byte[] message(int rival, int number) {
        String text = rival + " " + number;
        int length = RIVAL_LENGTHS[number % RIVAL_LENGTHS.length] + text.length();
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
    }

    /** Messages of the victim that have arrived. */
    int victimMessages() {
        return victimMessages;
    }

    /** Receives until no sender is left whose process counts as living. */
    void awaitAllDropped() {
        Await.until(
                "every sender was dropped: " + channel.status(),
                () -> {
                    receiver.poll(this::check, 1);
                    return channel.status().senders().stream()
                            .noneMatch(sender -> sender.state().equals("open"));
                });
    }

    /** A new receiver opens the channel anew, if it was closed. */
    void replaceReceiver() {
        receiver.close();
        receiver = channel.receiver(Codec.bytes());
    }

    /** Receives whatever is there. */
    void receiveRest() {
        while (receiver.poll(this::check, 16) > 0) {
            // goes on
        }
    }

    /**
     * All who live leave; the channel closes with an empty ring, and every slot can be taken again.
     */
    void endsInOrder() {
        rivals.forEach(Sender::close);
        Await.until(
                "the channel closed: " + channel.status(),
                () -> {
                    receiver.poll(this::check, 16);
                    return receiver.isClosed();
                });
        ChannelStatus status = channel.status();
        assertThat(status.producerCursor()).isEqualTo(status.consumerCursor());
        receiver.close();
        receiver = channel.receiver(Codec.bytes());
        List<Sender<byte[]>> all = new ArrayList<>();
        for (int i = 0; i < StepVictim.OPTIONS.maxSenders(); i++) {
            all.add(channel.sender(Codec.bytes()));
        }
        for (Sender<byte[]> each : all) {
            each.send(new byte[100]);
            assertThat(receiver.receive()).hasSize(100);
            each.close();
        }
    }

    @Override
    public void close() {
        victim.close();
        channel.close();
    }
}
