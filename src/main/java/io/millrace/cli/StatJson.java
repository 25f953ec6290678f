package io.millrace.cli;

import io.millrace.ChannelStatus;
import io.millrace.HalfStatus;

/** What {@code stat --json} prints: one object on one line. */
final class StatJson {
    private StatJson() {}

    static String of(ChannelStatus status) {
        Json json = new Json().beginObject();
        json.key("channel").value(status.channel());
        json.key("capacity").value(status.capacity());
        json.key("maxSenders").value(status.maxSenders());
        json.key("heartbeatIntervalNs").value(status.heartbeatInterval().toNanos());
        json.key("heartbeatTimeoutNs").value(status.heartbeatTimeout().toNanos());
        json.key("producerCursor").value(status.producerCursor());
        json.key("consumerCursor").value(status.consumerCursor());
        json.key("readPosition").value(status.readPosition());
        json.key("closed").value(status.closed());
        json.key("recoveredRecords").value(status.recoveredRecords());
        json.key("fencedSenders").value(status.fencedSenders());
        json.key("emptyPolls").value(status.emptyPolls());
        json.key("receiver");
        status.receiver().ifPresentOrElse(half -> half(json, half), json::nothing);
        json.key("senders").beginArray();
        status.senders().forEach(half -> half(json, half));
        return json.endArray().endObject().toString();
    }

    private static void half(Json json, HalfStatus half) {
        json.beginObject();
        json.key("slot").value(half.slot());
        json.key("pid").value(half.pid());
        json.key("state").value(half.state());
        json.key("messages").value(half.messages());
        json.key("bytes").value(half.bytes());
        json.key("timesFull").value(half.timesFull());
        json.key("attachedAtMs").value(half.attachedAtMs());
        json.key("beatAtMs").value(half.beatAtMs());
        json.key("wakesBy").value(half.wakesBy());
        json.endObject();
    }
}
