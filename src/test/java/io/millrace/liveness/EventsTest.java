package io.millrace.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
    @TempDir Path directory;

    @Test
    void shouldBeSeenByARecording() throws IOException {
        Path file = Files.createFile(directory.resolve("recording.jfr"));
        try (Recording recording = new Recording()) {
            recording.setToDisk(true);
            recording.setDestination(file);
            recording.start();
            everyEvent();
        }

        assertThat(RecordingFile.readAllEvents(file).stream().filter(EventsTest::isOurs))
                .extracting(event -> event.getEventType().getName())
                .containsExactlyInAnyOrder(
                        "io.millrace.HalfDropped",
                        "io.millrace.SenderFenced",
                        "io.millrace.SlotFreed",
                        "io.millrace.RecordRecovered",
                        "io.millrace.RecordPassedOver",
                        "io.millrace.ReceiverReplaced",
                        "io.millrace.ChannelClosed");
    }

    /**
     * The recorder takes a tenth of a second to load, while a death is to be noticed and mended.
     */
    @Test
    void shouldLoadNothingOfTheRecorderWhereNobodyStartedIt() {
        List<String> flags = ChildJvm.flagsAnd("-Xlog:class+load");
        try (ChildJvm child = ChildJvm.start(flags, EventsTest.class, "every event")) {
            assertThat(child.awaitExit()).isZero();
            assertThat(child.lines())
                    .anyMatch(line -> line.contains(Events.class.getName()))
                    .noneMatch(line -> line.contains("jdk.jfr.internal"));
        }
    }

    /** Another process without a recording. */
    public static void main(String[] arguments) {
        everyEvent();
    }

    private static void everyEvent() {
        Events.halfDropped("channel", 1, 2, "DEAD");
        Events.senderFenced("channel", 1, 2);
        Events.slotFreed("channel", 1, 2);
        Events.recordRecovered("channel", 64, 128);
        Events.recordPassedOver("channel", 64, 128, 1, 2);
        Events.receiverReplaced("channel", 2);
        Events.channelClosed("channel");
    }

    private static boolean isOurs(RecordedEvent event) {
        return event.getEventType().getName().startsWith("io.millrace.");
    }
}
