package io.millrace;

import io.millrace.CampaignLedger.Pause;
import io.millrace.testkit.CoreWaits;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One receiver of a campaign, in a process of its own: judges each message by what it saw itself
 * and by what the ledger says of the receivers before it.
 */
final class CampaignReceiver {
    /** Shorter times without a message are not noted. */
    static final Duration NOTED = Duration.ofMillis(50);

    private static final int MAX_BATCH = 64;

    private final CampaignLedger ledger;
    private final CoreWaits waits;
    private final SplittableRandom random;
    private final CampaignMessage message;
    private final long[] last = new long[CampaignLedger.MAX_IDS];
    private final int[] batch = new int[MAX_BATCH];
    private int batched;

    CampaignReceiver(CampaignLedger ledger, CoreWaits waits, int maxLength, long seed) {
        this.ledger = ledger;
        this.waits = waits;
        this.random = new SplittableRandom(seed);
        this.message = new CampaignMessage(maxLength);
    }

    void receiveUntil(Receiver<Integer> receiver, BooleanSupplier end) {
        while (!end.getAsBoolean()) {
            if (receiver.poll(this::see, random.nextInt(1, MAX_BATCH)) == 0) {
                receiver.receive(Duration.ofMillis(5));
            }
            // What was shown is given back by now.
            for (int i = 0; i < batched; i++) {
                ledger.givenBack(batch[i], last[batch[i]]);
            }
            batched = 0;
        }
    }

    /** Sees messages as {@link #see} does, so that they are noted before they are given back. */
    Codec<Integer> codec() {
        return new Codec<>() {
            @Override
            public int maxEncodedLength(Integer message) {
                throw new UnsupportedOperationException();
            }

            @Override
            public int encode(Integer message, MutableDirectBuffer buffer, int offset) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Integer decode(DirectBuffer buffer, int offset, int length) {
                see(buffer, offset, length);
                return length;
            }
        };
    }

    private void see(DirectBuffer buffer, int offset, int length) {
        message.read(buffer, offset, length);
        if (random.nextInt(2000) == 0) {
            LockSupport.parkNanos(1);
            message.read(buffer, offset, length); // nobody writes over what is shown
        }
        int id = message.sender();
        if (id <= 0 || id > ledger.senders()) {
            throw new AssertionError("a message of sender " + id + ", of " + ledger.senders());
        }
        judge(id, message.number());
        note(System.nanoTime());
    }

    private void judge(int id, long number) {
        long seen = ledger.seen(id);
        if (last[id] == 0) {
            long givenBack = ledger.givenBack(id);
            if (number <= givenBack || number > seen + 1) {
                throw new AssertionError(
                        "the first message of sender %d to this receiver is %d; up to %d were given back, up to %d seen"
                                .formatted(id, number, givenBack, seen));
            }
            ledger.countRedelivered(seen + 1 - number);
        } else if (number != last[id] + 1) {
            throw new AssertionError(
                    "after message %d of sender %d came %d".formatted(last[id], id, number));
        }
        last[id] = number;
        batch[batched++] = id;
        if (number > seen) {
            ledger.seen(id, number);
            ledger.countMessage();
        }
    }

    private void note(long now) {
        long before = ledger.progress();
        if (before != 0 && now - before >= NOTED.toNanos()) {
            ledger.addPause(new Pause(before, now, waits.since(before)));
        }
        ledger.progress(now);
    }
}
