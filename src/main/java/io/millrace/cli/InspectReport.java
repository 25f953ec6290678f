package io.millrace.cli;

import io.millrace.ChannelInspection;
import io.millrace.ChannelStatus;
import io.millrace.HalfStatus;
import io.millrace.RecordStatus;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What {@code inspect} prints. */
final class InspectReport {
    private static final int PREVIEW_BYTES = 16;

    private final ChannelInspection inspection;
    private final int maxRecords;
    private final List<String> lines = new ArrayList<>();

    InspectReport(ChannelInspection inspection, int maxRecords) {
        this.inspection = inspection;
        this.maxRecords = maxRecords;
    }

    List<String> lines() {
        header(inspection.status());
        cursors(inspection.status());
        participants(inspection.status());
        records();
        return List.copyOf(lines);
    }

    private void header(ChannelStatus status) {
        section("Header");
        field("file", Text.printable(status.channel()));
        field("layout version", Long.toString(inspection.layoutVersion()));
        field("file length", Figures.count(inspection.fileLength()) + " bytes");
        field(
                "ring",
                Figures.count(status.capacity())
                        + " bytes ("
                        + Figures.size(status.capacity())
                        + "), starts at "
                        + Figures.count(inspection.ringOffset()));
        field("max senders", Integer.toString(status.maxSenders()));
        field(
                "heartbeat",
                "every "
                        + Figures.duration(status.heartbeatInterval())
                        + ", timeout "
                        + Figures.duration(status.heartbeatTimeout()));
        field("created", time(inspection.createdAtMs()) + " by process " + inspection.creatorPid());
        field("liveness file", Text.printable(inspection.livenessFile().getFileName().toString()));
        field("closed", status.closed() ? "yes" : "no");
    }

    private void cursors(ChannelStatus status) {
        section("Cursors");
        field("producer cursor", Figures.count(status.producerCursor()));
        field("consumer cursor", Figures.count(status.consumerCursor()));
        field("read position", Figures.count(status.readPosition()));
        field(
                "between",
                Figures.count(status.producerCursor() - status.consumerCursor()) + " bytes");
    }

    private void participants(ChannelStatus status) {
        section("Participants");
        Table table =
                new Table(
                        "<>><<>><<",
                        "HALF",
                        "SLOT",
                        "PID",
                        "STATE",
                        "ALIVE",
                        "MESSAGES",
                        "BYTES",
                        "PROCESS STARTED",
                        "LAST HEARTBEAT");
        List<HalfStatus> halves =
                Stream.concat(status.receiver().stream(), status.senders().stream()).toList();
        for (HalfStatus half : halves) {
            table.row(
                    half.slot() == 0 ? "receiver" : "sender",
                    Integer.toString(half.slot()),
                    Long.toString(half.pid()),
                    half.state(),
                    alive(half),
                    Figures.count(half.messages()),
                    Figures.count(half.bytes()),
                    time(half.processStartMs()),
                    half.state().equals("closed") ? "-" : StatTable.ago(half.beatAtMs()));
        }
        table(halves.isEmpty(), "nobody has attached yet", table);
    }

    private static String alive(HalfStatus half) {
        return switch (half.lock()) {
            case HELD -> "yes";
            case NOT_HELD -> half.state().equals("closed") ? "left" : "no";
            case UNKNOWN -> "unknown";
        };
    }

    private void records() {
        section("Records");
        Table table =
                new Table(
                        "><>>><<", "POSITION", "KIND", "EXTENT", "SLOT", "LENGTH", "BYTES", "TEXT");
        for (RecordStatus each : inspection.records()) {
            boolean message = each.kind() == RecordStatus.Kind.COMMITTED;
            table.row(
                    Long.toString(each.position()),
                    each.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    Long.toString(each.extent()),
                    each.slot() < 0 ? "-" : Integer.toString(each.slot()),
                    message ? Integer.toString(each.length()) : "-",
                    hex(each.preview()),
                    message ? ascii(each) : "");
        }
        table(inspection.records().isEmpty(), "none shown", table);
        if (maxRecords > 0 && inspection.records().size() == maxRecords) {
            lines.add("  there may be more; --records shows up to that many");
        }
        stuck();
        inspection.problem().ifPresent(problem -> lines.add("  the records end here: " + problem));
    }

    private void stuck() {
        if (inspection.stuckAt().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("  position " + inspection.stuckAt().getAsLong() + " is claimed and not ready");
        if (inspection.holders().isEmpty()) {
            lines.add(
                    "    no sender's intent covers it any more: it is being committed, or damaged");
        }
        for (HalfStatus holder : inspection.holders()) {
            lines.add(
                    "    by the sender in slot "
                            + holder.slot()
                            + ", process "
                            + holder.pid()
                            + ", "
                            + life(holder)
                            + ", last heartbeat "
                            + StatTable.ago(holder.beatAtMs()));
        }
    }

    private static String life(HalfStatus holder) {
        return switch (holder.lock()) {
            case HELD ->
                    holder.state().equals("fenced")
                            ? "which lives and is fenced: end it to have its memory back"
                            : "which lives";
            case NOT_HELD -> "which is dead: the next receiver, or 'millrace recover', mends it";
            case UNKNOWN -> "of which nobody knows whether it lives";
        };
    }

    private static String hex(ByteBuffer bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.remaining(), PREVIEW_BYTES); i++) {
            hex.append(i == 0 ? "" : " ").append("%02x".formatted(bytes.get(i)));
        }
        return hex.toString();
    }

    private static String ascii(RecordStatus each) {
        StringBuilder ascii = new StringBuilder("|");
        for (int i = 0; i < Math.min(each.preview().remaining(), PREVIEW_BYTES); i++) {
            byte b = each.preview().get(i);
            ascii.append(b >= ' ' && b <= '~' ? (char) b : '.');
        }
        return ascii.append(each.length() > each.preview().remaining() ? "|..." : "|").toString();
    }

    private static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }

    private void section(String title) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(title);
    }

    private void field(String name, String value) {
        lines.add("  %-16s %s".formatted(name, value));
    }

    private void table(boolean empty, String otherwise, Table table) {
        if (empty) {
            lines.add("  " + otherwise);
        } else {
            table.lines().forEach(line -> lines.add("  " + line));
        }
    }
}
