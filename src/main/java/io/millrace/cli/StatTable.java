package io.millrace.cli;

import io.millrace.ChannelStatus;
import io.millrace.HalfStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code stat} shows: one look at a channel, with rates since the look before. */
final class StatTable {
    private final ChannelStatus now;
    private final ChannelStatus before;
    private final double seconds;

    /**
     * A table.
     *
     * @param before an earlier look, or null.
     * @param seconds between the two.
     */
    StatTable(ChannelStatus now, ChannelStatus before, double seconds) {
        this.now = now;
        this.before = before;
        this.seconds = seconds;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "channel    " + Text.printable(now.channel()) + (now.closed() ? " (closed)" : ""));
        lines.add("ring       " + ring());
        lines.add(
                "cursors    producer "
                        + Figures.count(now.producerCursor())
                        + ", consumer "
                        + Figures.count(now.consumerCursor()));
        lines.add(
                "heartbeat  every "
                        + Figures.duration(now.heartbeatInterval())
                        + ", timeout "
                        + Figures.duration(now.heartbeatTimeout()));
        lines.add(
                "dropped    "
                        + Figures.count(now.fencedSenders())
                        + " senders fenced, "
                        + Figures.count(now.recoveredRecords())
                        + " records recovered");
        lines.add("");
        lines.addAll(halves());
        return lines;
    }

    private String ring() {
        long used = now.producerCursor() - now.consumerCursor();
        return "%s, %.0f %% in use; room for %d senders"
                .formatted(
                        Figures.size(now.capacity()),
                        100.0 * used / now.capacity(),
                        now.maxSenders());
    }

    private List<String> halves() {
        if (now.receiver().isEmpty() && now.senders().isEmpty()) {
            return List.of("nobody has attached yet");
        }
        Table table =
                new Table(
                        "<>><>>>>>><",
                        "HALF",
                        "SLOT",
                        "PID",
                        "STATE",
                        "MESSAGES",
                        "BYTES",
                        "MESSAGES/S",
                        "BYTES/S",
                        "TIMES FULL",
                        "LAST HEARTBEAT",
                        "WAKES BY");
        all(now).forEach(half -> row(table, half));
        return table.lines();
    }

    private void row(Table table, HalfStatus half) {
        Optional<HalfStatus> earlier = earlier(half);
        boolean receiver = half.slot() == 0;
        boolean over = half.state().equals("closed");
        table.row(
                receiver ? "receiver" : "sender",
                Integer.toString(half.slot()),
                Long.toString(half.pid()),
                half.state(),
                Figures.count(half.messages()),
                Figures.count(half.bytes()),
                rate(half.messages(), earlier.map(HalfStatus::messages)),
                rate(half.bytes(), earlier.map(HalfStatus::bytes)),
                receiver ? "-" : Figures.count(half.timesFull()),
                over ? "-" : ago(half.beatAtMs()),
                over ? "-" : half.wakesBy());
    }

    private Optional<HalfStatus> earlier(HalfStatus half) {
        return before == null
                ? Optional.empty()
                : all(before)
                        .filter(
                                other ->
                                        other.slot() == half.slot()
                                                && other.attachedAtMs() == half.attachedAtMs())
                        .findFirst();
    }

    private String rate(long value, Optional<Long> earlier) {
        if (before == null) {
            return "-";
        }
        return Figures.rate(
                (value - Objects.requireNonNullElse(earlier.orElse(null), 0L)) / seconds);
    }

    private static Stream<HalfStatus> all(ChannelStatus status) {
        return Stream.concat(status.receiver().stream(), status.senders().stream());
    }

    static String ago(long timeMs) {
        return Figures.duration(Math.max(0, System.currentTimeMillis() - timeMs) * 1e6) + " ago";
    }
}
