package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Says whether a campaign that is over lost nothing and left the channel as good as new. */
final class CampaignJudge {
    private static final int LAPS = 3;

    private final Channel channel;
    private final CampaignLedger ledger;
    private final int capacity;

    CampaignJudge(Channel channel, CampaignLedger ledger, int capacity) {
        this.channel = channel;
        this.ledger = ledger;
        this.capacity = capacity;
    }

    /** Every message arrived whose sender knew that it was sent. */
    void judgeMessages(CampaignFigures figures) {
        assertThat(ledger.senders()).isGreaterThanOrEqualTo(CampaignCrew.SENDERS);
        for (int id = 1; id <= ledger.senders(); id++) {
            assertThat(ledger.seen(id))
                    .as("messages of sender %d that arrived, of %d", id, ledger.sent(id))
                    .isBetween(ledger.sent(id), ledger.about(id));
            long unsure = ledger.about(id) - ledger.sent(id);
            assertThat(unsure).isBetween(0L, (long) CampaignSender.LARGEST_BATCH);
            figures.cutBatches += unsure > 1 ? 1 : 0;
        }
        ChannelStatus status = channel.status();
        figures.messages = ledger.messages();
        figures.batches = ledger.batches();
        figures.aborted = ledger.aborted();
        figures.redelivered = ledger.redelivered();
        figures.senders = ledger.senders();
        figures.recovered = status.recoveredRecords();
        figures.fenced = status.fencedSenders();
        figures.fencedAlive = ledger.fenced();
        figures.reopened = ledger.reopened();
    }

    /** The ring is empty, all of it and every slot can be used again. */
    void judgeRing() {
        ChannelStatus status = channel.status();
        assertThat(status.consumerCursor()).isEqualTo(status.producerCursor());
        assertThat(status.readPosition()).isEqualTo(status.producerCursor());
        try (Receiver<byte[]> last = channel.receiver(Codec.bytes())) {
            List<Sender<byte[]>> every = new ArrayList<>();
            for (int i = 0; i < status.maxSenders(); i++) {
                every.add(channel.sender(Codec.bytes()));
            }
            for (Sender<byte[]> each : every) {
                for (int lap = 0; lap < LAPS; lap++) {
                    each.send(new byte[channel.maxMessageLength()]);
                    assertThat(last.receive()).hasSize(channel.maxMessageLength());
                }
                each.close();
            }
            assertThat(last.isClosed()).isTrue();
        }
        assertThat(channel.capacity()).isEqualTo(capacity);
    }
}
