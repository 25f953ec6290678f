package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.Peer;
import io.millrace.testkit.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording of the surviving process tells of the death of another. */
class DeathEventsTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int RECEIVER_SLOT = 0;
    private static final int FIRST_SLOT = 1;

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    private final Recording recording = new Recording();
    private Path path;

    @BeforeEach
    void startRecording() {
        path = directory.resolve("channel");
        recording.start();
    }

    @AfterEach
    void endRecording() {
        recording.close();
    }

    @Test
    void aSenderKilledInAClaim() throws IOException {
        try (Peer dies = Peer.open(path, INTERVAL, NEVER);
                Peer goesOn = Peer.open(path, INTERVAL, NEVER);
                Channel channel = open(NEVER);
                Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            dies.ask("sender");
            goesOn.ask("sender");
            dies.ask("send before");
            dies.ask("claim half written");
            goesOn.ask("send behind");

            dies.jvm().kill();
            assertThat(receiver.receive(Await.LONG)).isEqualTo("before");
            assertThat(receiver.receive(Await.LONG)).isEqualTo("behind");
            Await.until(
                    "the dead one's slot is free",
                    () -> receiver.tryReceive() == null && channel.status().senders().size() == 1);
            goesOn.ask("closeSender");
            Await.until("the channel is closed", receiver::isClosed);

            assertThat(events())
                    .containsExactlyInAnyOrder(
                            event(
                                    "HalfDropped",
                                    "slot",
                                    FIRST_SLOT,
                                    "pid",
                                    dies.pid(),
                                    "why",
                                    "DEAD"),
                            event("SenderFenced", "slot", FIRST_SLOT, "pid", dies.pid()),
                            event("RecordRecovered", "position", 64L, "end", 128L),
                            event("SlotFreed", "slot", FIRST_SLOT, "pid", dies.pid()),
                            event("ChannelClosed"));
        }
    }

    @Test
    void aSenderStoppedInAClaim() throws IOException {
        try (Peer stops = Peer.open(path, INTERVAL, SOON);
                Channel channel = open(SOON);
                Receiver<String> receiver = channel.receiver(Codec.utf8());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            sender.send("before");
            stops.ask("sender");
            stops.ask("claim half written");
            sender.send("behind");

            stops.jvm().stop();
            assertThat(receiver.receive(Await.LONG)).isEqualTo("before");
            assertThat(receiver.receive(Await.LONG)).isEqualTo("behind");

            int slot = FIRST_SLOT + 1;
            assertThat(events())
                    .containsExactlyInAnyOrder(
                            event("HalfDropped", "slot", slot, "pid", stops.pid(), "why", "STALE"),
                            event("SenderFenced", "slot", slot, "pid", stops.pid()),
                            event(
                                    "RecordPassedOver",
                                    "position",
                                    64L,
                                    "end",
                                    128L,
                                    "slot",
                                    slot,
                                    "pid",
                                    stops.pid()));
        }
    }

    @Test
    void aReceiverKilledAndReplaced() throws IOException {
        try (Peer dies = Peer.open(path, INTERVAL, NEVER);
                Channel channel = open(NEVER)) {
            dies.ask("receiver");

            dies.jvm().kill();
            channel.receiver(Codec.utf8()).close();

            Map<String, Object> replaced = event("ReceiverReplaced", "pid", dies.pid());
            Map<String, Object> dropped =
                    event("HalfDropped", "slot", RECEIVER_SLOT, "pid", dies.pid(), "why", "DEAD");
            assertThat(events()).contains(replaced).isSubsetOf(List.of(replaced, dropped));
        }
    }

    private Channel open(Duration timeout) {
        return Channel.open(
                path,
                ChannelOptions.defaults().heartbeatInterval(INTERVAL).heartbeatTimeout(timeout));
    }

    /** An event of this channel: its short name, then names and values of its fields. */
    private Map<String, Object> event(String name, Object... fields) {
        Map<String, Object> event = new HashMap<>();
        event.put("event", "io.millrace." + name);
        event.put("channel", path.toString());
        for (int i = 0; i < fields.length; i += 2) {
            event.put((String) fields[i], fields[i + 1]);
        }
        return event;
    }

    private List<Map<String, Object>> events() throws IOException {
        Path file = Files.createTempFile(directory, "recording", ".jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.millrace."))
                .map(DeathEventsTest::fields)
                .toList();
    }

    private static Map<String, Object> fields(RecordedEvent event) {
        Map<String, Object> fields =
                event.getFields().stream()
                        .map(ValueDescriptor::getName)
                        .filter(name -> !name.matches("startTime|duration|eventThread|stackTrace"))
                        .collect(Collectors.toMap(name -> name, event::getValue));
        fields.put("event", event.getEventType().getName());
        return fields;
    }
}
