package io.millrace;

import io.millrace.CampaignClock.Blow;
import java.util.EnumMap;
import java.util.Map;

/** What a campaign did, and what came of it. */
final class CampaignFigures {
    int kills;
    int stops;
    long senders;
    long messages;
    long batches;

    /** Senders that ended with several messages of which they do not know whether they are sent. */
    long cutBatches;

    long aborted;
    long redelivered;
    long recovered;
    long fenced;
    long fencedAlive;
    long reopened;

    private final Map<Blow, Long> longest = new EnumMap<>(Blow.class);
    private final Map<Blow, Long> longestNet = new EnumMap<>(Blow.class);

    void addStall(Blow blow, long stallNs, long machineNs) {
        longest.merge(blow, stallNs, Math::max);
        longestNet.merge(blow, stallNs - machineNs, Math::max);
    }

    void add(CampaignFigures more) {
        kills += more.kills;
        stops += more.stops;
        senders += more.senders;
        messages += more.messages;
        batches += more.batches;
        cutBatches += more.cutBatches;
        aborted += more.aborted;
        redelivered += more.redelivered;
        recovered += more.recovered;
        fenced += more.fenced;
        fencedAlive += more.fencedAlive;
        reopened += more.reopened;
        more.longest.forEach((blow, stall) -> longest.merge(blow, stall, Math::max));
        more.longestNet.forEach((blow, stall) -> longestNet.merge(blow, stall, Math::max));
    }

    @Override
    public String toString() {
        return "%d kills, %d stops, %d senders, %d messages, %d batches (%d cut short), %d aborted claims, %d recovered records, %d fenced senders (%d were told), %d redelivered, %d times reopened; longest stall in ms, without what is the machine's (with it): %s"
                .formatted(
                        kills,
                        stops,
                        senders,
                        messages,
                        batches,
                        cutBatches,
                        aborted,
                        recovered,
                        fenced,
                        fencedAlive,
                        redelivered,
                        reopened,
                        stalls());
    }

    private String stalls() {
        StringBuilder text = new StringBuilder();
        longest.forEach(
                (blow, stall) ->
                        text.append(
                                "%s%s %.0f (%.0f)"
                                        .formatted(
                                                text.isEmpty() ? "" : ", ",
                                                blow,
                                                longestNet.get(blow) / 1e6,
                                                stall / 1e6)));
        return text.toString();
    }
}
