package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A channel with a receiver and rivals in this process, and victims in others that stand still
 * after a step. The rivals' messages are numbered, the victims' consist of the letter v.
 */
final class StepScene implements AutoCloseable {
    /** So much of the ring is used before, so that a long message of the victim has to wrap. */
    private static final int BEFORE = 3 * 1024;

    private static final int[] RIVAL_LENGTHS = {5, 90, 200};

    final Channel channel;
    final Victim victim;
    private final Path path;
    private final boolean stops;
    private final List<Victim> victims = new ArrayList<>();
    private final List<Sender<byte[]>> rivals = new ArrayList<>();
    private final int[] sent;
    private final int[] received;
    private Receiver<byte[]> receiver;
    private int victimMessages;

    StepScene(Path path, int rivals, boolean stops) {
        channel = Channel.open(path, StepVictim.options(stops));
        sent = new int[rivals];
        received = new int[rivals];
        this.path = path;
        this.stops = stops;
        victim = addVictim();
    }

    /** Another process that stands still where it is told to. */
    Victim addVictim() {
        Victim another = new Victim(path, stops);
        victims.add(another);
        another.tell("open");
        return another;
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

    /** The channel's file. */
    Path path() {
        return path;
    }

    /** Messages of the victims that have arrived. */
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

    /**
     * Waits until the receiver has nothing left to look into but what happens from now on: two
     * heartbeats have passed, and it has looked since.
     */
    void letTheReceiverSettle() {
        for (int beats = 0; beats < 2; beats++) {
            long seen = beatAtMs();
            Await.until("a heartbeat", () -> beatAtMs() != seen);
        }
        assertThat(receiver.tryReceive()).isNull();
    }

    private long beatAtMs() {
        return channel.status().receiver().orElseThrow().beatAtMs();
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
        victims.forEach(Victim::close);
        channel.close();
    }
}
