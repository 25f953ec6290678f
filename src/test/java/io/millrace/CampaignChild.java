package io.millrace;

import io.millrace.testkit.ClassArchive;
import io.millrace.testkit.CoreWaits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of the campaign. It prints {@code ready} and then waits for its part: {@code sender}
 * sends at full speed until {@code leave}, {@code receiver} receives until {@code leave}, or after
 * {@code finish}, which it repeats as {@code finishing}, until the channel is closed. {@code FAILED
 * ...} says what must not be.
 */
public final class CampaignChild {
    static final ChannelOptions OPTIONS =
            ChannelOptions.defaults().whenReceiverDrops(WhenReceiverDrops.WAIT);

    private static final long RETRY_NS = 500_000;

    private final Path path;
    private final CampaignLedger ledger;
    private final long seed;
    private final BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private volatile boolean leaving;
    private volatile boolean finishing;

    private CampaignChild(Path path, CampaignLedger ledger, long seed) {
        this.path = path;
        this.ledger = ledger;
        this.seed = seed;
    }

    /** Arguments: the channel, the ledger, a seed. */
    public static void main(String[] arguments) throws IOException {
        CampaignChild child =
                new CampaignChild(
                        Path.of(arguments[0]),
                        new CampaignLedger(Path.of(arguments[1])),
                        Long.parseLong(arguments[2]));
        warmUp();
        System.out.println("ready");
        String part = child.input.readLine();
        if (part == null) {
            ClassArchive.awaitBackground();
            return;
        }
        Thread orders = new Thread(child::obey, "orders");
        orders.setDaemon(true);
        orders.start();
        try {
            if (part.equals("sender")) {
                child.send();
            } else {
                child.receive();
            }
            System.out.println("left");
        } catch (Throwable e) {
            System.out.println("FAILED " + part + ": " + e);
            throw e;
        }
    }

    /** Loads the classes, so that a replacement takes over at once. */
    private static void warmUp() {
        try (Channel channel = Channel.inProcess(OPTIONS.capacity(1 << 16));
                Sender<byte[]> sender = channel.sender(Codec.bytes());
                Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            CampaignMessage message = new CampaignMessage(1024);
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 20; i++) {
                sender.send(new byte[i]);
                try (Claim claim = sender.claim(500)) {
                    claim.buffer()
                            .putBytes(claim.offset(), message.write(1, 1, 500, random), 0, 500);
                    claim.commit(500);
                }
                sender.claim(50).abort();
                receiver.receive(Duration.ofMillis(1));
                receiver.poll((buffer, offset, length) -> message.read(buffer, offset, length), 2);
                try (Batch batch = sender.claimBatch(2, 50)) {
                    batch.commit(20);
                }
                sender.sendAll(List.of(new byte[i], new byte[i]));
                receiver.drainTo(new ArrayList<>(), 3);
            }
        }
    }

    private void obey() {
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                leaving |= line.equals("leave");
                if (line.equals("finish")) {
                    finishing = true;
                    System.out.println("finishing");
                }
            }
        } catch (IOException e) {
            System.out.println("no more orders: " + e);
        }
        Runtime.getRuntime().halt(4); // the parent is gone
    }

    private void send() {
        try (Channel channel = Channel.open(path, OPTIONS)) {
            while (!leaving) {
                try (Sender<byte[]> sender = channel.sender(Codec.bytes())) {
                    int id = ledger.newSender();
                    new CampaignSender(sender, ledger, id, seed).sendUntil(() -> leaving);
                } catch (SenderFencedException e) {
                    ledger.countFenced(); // goes on as another sender
                } catch (ChannelFullException | ChannelClosedException e) {
                    LockSupport.parkNanos(RETRY_NS); // the slots of the dead are freed soon
                }
            }
        }
    }

    private void receive() {
        try (CoreWaits waits = CoreWaits.watch();
                Channel channel = Channel.open(path, OPTIONS)) {
            CampaignReceiver receiving =
                    new CampaignReceiver(ledger, waits, channel.maxMessageLength(), seed);
            while (!leaving) {
                try (Receiver<Integer> receiver = channel.receiver(receiving.codec())) {
                    receiving.receiveUntil(receiver, () -> leaving);
                } catch (ReceiverInUseException e) {
                    LockSupport.parkNanos(RETRY_NS); // the one before is not quite dead yet
                } catch (ChannelClosedException e) {
                    if (finishing) {
                        return;
                    }
                    ledger.countReopened(); // all senders were away for a moment
                }
            }
        }
    }
}
