package io.millrace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * One sender of a campaign: sends in every way there is, and notes each message before and after.
 */
final class CampaignSender {
    /** The most messages that are sent together. */
    static final int LARGEST_BATCH = 32;

    private static final int LONGEST_IN_BATCH = 512;
    private static final int USUAL_LENGTH = 2048;

    /** Ways to send several messages together are from here on. */
    private static final int ALL = 10;

    private final Sender<byte[]> sender;
    private final CampaignLedger ledger;
    private final int id;
    private final SplittableRandom random;
    private final CampaignMessage message;
    private long number;

    CampaignSender(Sender<byte[]> sender, CampaignLedger ledger, int id, long seed) {
        this.sender = sender;
        this.ledger = ledger;
        this.id = id;
        this.random = new SplittableRandom(seed + id);
        this.message = new CampaignMessage(sender.maxMessageLength());
    }

    void sendUntil(BooleanSupplier end) {
        while (!end.getAsBoolean()) {
            int way = random.nextInt(ALL + 3);
            if (way == 0) {
                abort();
            } else if (way >= ALL) {
                sendSeveral(way);
            } else {
                number++;
                ledger.about(id, number);
                send(way);
                ledger.sent(id, number);
            }
        }
    }

    private void send(int way) {
        int length = length();
        switch (way) {
            case 1, 2, 3 -> sender.send(bytes(length));
            case 4 -> {
                byte[] bytes = bytes(length);
                while (!sender.trySend(bytes)) {
                    Thread.onSpinWait();
                }
            }
            case 5, 6 -> claim(Math.min(length + length(), sender.maxMessageLength()), length);
            default -> claim(length, length);
        }
    }

    /** Knows of none that it is sent before it knows it of all. */
    private void sendSeveral(int way) {
        int count = random.nextInt(1, LARGEST_BATCH + 1);
        int longest = random.nextInt(CampaignMessage.SHORTEST, LONGEST_IN_BATCH + 1);
        switch (way) {
            case ALL -> sendAll(count, longest);
            case ALL + 1 -> send(sender.claimBatch(count, longest));
            default -> send(awaitBatch(count, longest));
        }
        ledger.sent(id, number);
        ledger.countBatch();
    }

    private void sendAll(int count, int longest) {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            number++;
            all.add(bytes(lengthUpTo(longest)));
        }
        ledger.about(id, number);
        sender.sendAll(all);
    }

    private Batch awaitBatch(int count, int longest) {
        Batch batch = sender.tryClaimBatch(count, longest);
        while (batch == null) {
            Thread.onSpinWait();
            batch = sender.tryClaimBatch(count, longest);
        }
        return batch;
    }

    /** One time in four some of the batch is not used. */
    private void send(Batch batch) {
        try (batch) {
            int unused = random.nextInt(4) == 0 ? random.nextInt(batch.remaining() + 1) : 0;
            while (batch.remaining() > unused) {
                number++;
                ledger.about(id, number);
                int length = lengthUpTo(batch.maxLength());
                byte[] bytes = message.write(id, number, length, random);
                batch.buffer().putBytes(batch.offset(), bytes, 0, length);
                batch.commit(length);
            }
        }
    }

    private void claim(int claimed, int length) {
        try (Claim claim = sender.claim(claimed)) {
            byte[] bytes = message.write(id, number, length, random);
            claim.buffer().putBytes(claim.offset(), bytes, 0, length);
            claim.commit(length);
        }
    }

    private void abort() {
        int length = length();
        try (Claim claim = sender.claim(length)) {
            claim.buffer().setMemory(claim.offset(), length, (byte) 0xAB);
        }
        ledger.countAborted();
    }

    private byte[] bytes(int length) {
        return Arrays.copyOf(message.write(id, number, length, random), length);
    }

    private int length() {
        int longest = random.nextInt(1000) == 0 ? sender.maxMessageLength() : USUAL_LENGTH;
        return random.nextInt(20) == 0 ? CampaignMessage.SHORTEST : lengthUpTo(longest);
    }

    private int lengthUpTo(int longest) {
        return random.nextInt(CampaignMessage.SHORTEST, longest + 1);
    }
}
