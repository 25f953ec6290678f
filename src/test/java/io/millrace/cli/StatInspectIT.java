package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Channel;
import io.millrace.ChannelOptions;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.layout.ClaimWord;
import io.millrace.testkit.Await;
import io.millrace.testkit.Tool;
import io.millrace.wait.Futex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stat} and {@code inspect}, which look and touch nothing. */
class StatInspectIT {
    private static final long PID = ProcessHandle.current().pid();

    /** Chosen before a half is, so that each half says so from the start. */
    private static final String WAKES_BY = Futex.get().name();

    @TempDir private Path directory;

    @Test
    void shouldPrintOneJsonObject() {
        Path path = directory.resolve("it's \"x\"");
        try (Channel channel = Channel.open(path, ChannelOptions.defaults().capacity(4096));
                Sender<String> sender = channel.sender(Codec.utf8())) {
            sender.send("hello");
            try (Tool stat = Tool.run(directory, "stat", "--once", "--json", path)) {
                assertThat(stat.awaitExit()).as("%s", stat).isZero();
                assertThat(stat.outLines())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "{\"channel\":\""
                                        + path.toString().replace("\"", "\\\"")
                                        + "\",\"capacity\":4096,\"maxSenders\":64,")
                        .contains(
                                "\"producerCursor\":64,\"consumerCursor\":0,",
                                "\"closed\":false,",
                                "\"receiver\":null,",
                                "\"senders\":[{\"slot\":1,\"pid\":"
                                        + PID
                                        + ",\"state\":\"open\",\"messages\":1,\"bytes\":5,")
                        .endsWith(",\"wakesBy\":\"" + WAKES_BY + "\"}]}");
            }
        }
    }

    @Test
    void shouldPrintATableOfBothHalves() {
        try (Channel channel = Channel.open(directory.resolve("x"));
                Sender<String> sender = channel.sender(Codec.utf8());
                Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            sender.send("hello");
            assertThat(receiver.receive()).isEqualTo("hello");
            sender.close();
            try (Tool stat = Tool.run(directory, "stat", "--once", "x")) {
                assertThat(stat.awaitExit()).isZero();
                assertThat(stat.outLines())
                        .contains("channel    " + directory.resolve("x"))
                        .contains("cursors    producer 64, consumer 64")
                        .anyMatch(line -> line.matches("HALF +SLOT +PID .* WAKES BY"))
                        .anyMatch(
                                line ->
                                        line.matches("receiver +0 +" + PID + " +open +1 +5 .*")
                                                && line.endsWith(" ago  " + WAKES_BY))
                        .anyMatch(
                                line -> line.matches("sender +1 +" + PID + " +closed +1 +5 .* -"));
            }
        }
    }

    @Test
    void shouldPrintAgainAndAgain() {
        try (Channel channel = Channel.open(directory.resolve("x"));
                Tool stat = Tool.start(directory, "stat", "--json", "--interval", "20ms", "x")) {
            Await.until("three objects", () -> stat.outLines().size() >= 3);
            assertThat(stat.isAlive()).isTrue();
            assertThat(channel.path()).isPresent();
        }
    }

    @Test
    void shouldInspectHeaderParticipantsAndRecords() {
        try (Channel channel =
                        Channel.open(
                                directory.resolve("x"), ChannelOptions.defaults().capacity(4096));
                Sender<String> sender = channel.sender(Codec.utf8());
                Sender<String> other = sender.duplicate()) {
            sender.send("hello");
            sender.claim(100).abort();
            Claim open = other.claim(5);
            sender.send("a message longer than that");
            try (Tool inspect = Tool.run(directory, "inspect", "x")) {
                assertThat(inspect.awaitExit()).as("%s", inspect).isZero();
                assertThat(fields(inspect.outLines()))
                        .contains("layout version 2", "max senders 64", "closed no")
                        .contains("heartbeat every 100 ms, timeout 5 s")
                        .contains("producer cursor 320", "consumer cursor 0")
                        .contains("0 committed 64 1 5 68 65 6c 6c 6f |hello|")
                        .contains("64 padding 128 1 -")
                        .contains("192 not ready 64 - -")
                        .contains(
                                "256 committed 64 1 26 61 20 6d 65 73 73 61 67 65 20 6c 6f 6e 67 65"
                                        + " 72 |a message longer|...")
                        .anyMatch(line -> line.startsWith("sender 2 " + PID + " open yes 0 0 20"));
            }
            open.abort();
        }
    }

    @Test
    void shouldLimitTheRecords() {
        try (Channel channel = Channel.open(directory.resolve("x"));
                Sender<String> sender = channel.sender(Codec.utf8())) {
            sender.send("first");
            sender.send("second");
            try (Tool inspect = Tool.run(directory, "inspect", "--records", 1, "x")) {
                assertThat(String.join("\n", inspect.outLines()))
                        .contains("|first|", "there may be more")
                        .doesNotContain("second");
            }
        }
    }

    @Test
    void shouldNeedTheRightToReadAlone() throws IOException {
        Path path = directory.resolve("x");
        try (Channel channel = Channel.open(path);
                Sender<String> sender = channel.sender(Codec.utf8())) {
            sender.send("hello");
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString("r--------"));
                }
            }
            try (Tool stat = Tool.run(directory, "stat", "--once", "x");
                    Tool inspect = Tool.run(directory, "inspect", "x")) {
                assertThat(stat.awaitExit()).as("%s", stat).isZero();
                assertThat(inspect.awaitExit()).as("%s", inspect).isZero();
                assertThat(String.join("\n", inspect.outLines())).contains("|hello|");
            }
        }
    }

    @Test
    void shouldReportWhatCannotBeAndGoOn() throws IOException {
        Path path = directory.resolve("x");
        Channel.open(path, ChannelOptions.defaults().capacity(4096)).close();
        put(path, ClaimWord.OFFSET, 8192);
        try (Tool inspect = Tool.run(directory, "inspect", "x")) {
            assertThat(inspect.awaitExit()).isZero();
            assertThat(fields(inspect.outLines()))
                    .contains(
                            "the records end here: producer cursor is 8192, expected 0 (the"
                                    + " consumer cursor) to 4096");
        }
    }

    @Test
    void shouldSurviveGarbageBehindTheHeader() throws IOException {
        Path path = directory.resolve("x");
        Channel.open(path, ChannelOptions.defaults().capacity(4096)).close();
        byte[] garbage = new byte[(int) Files.size(path) - 4096];
        new Random(7).nextBytes(garbage);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(garbage), 4096);
        }
        for (String command : List.of("stat", "inspect")) {
            try (Tool tool =
                    command.equals("stat")
                            ? Tool.run(directory, "stat", "--once", "x")
                            : Tool.run(directory, "inspect", "x")) {
                assertThat(tool.awaitExit()).as("%s", tool).isZero();
                assertThat(tool.errLines()).isEmpty();
            }
        }
    }

    private static void put(Path path, long offset, long value) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(
                    ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(0, value),
                    offset);
        }
    }

    private static List<String> fields(List<String> lines) {
        return lines.stream().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }
}
