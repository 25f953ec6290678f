package io.millrace;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * One sender of a campaign: sends in every way there is, and notes each message before and after.
 */
final class CampaignSender {
    private static final int USUAL_LENGTH = 2048;

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
            int way = random.nextInt(10);
            if (way == 0) {
                abort();
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
        return random.nextInt(20) == 0
                ? CampaignMessage.SHORTEST
                : random.nextInt(CampaignMessage.SHORTEST, longest + 1);
    }
}
