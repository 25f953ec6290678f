package io.millrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.Channel;
import io.millrace.ChannelStatus;
import io.millrace.Codec;
import io.millrace.HalfStatus;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.testkit.Await;
import io.millrace.testkit.Tool;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code send} and {@code recv} as filters. */
class SendRecvIT {
    @TempDir private Path directory;

    @Test
    void shouldCarryLinesWhateverTheirBytes() {
        byte[] input = new byte[300_000];
        new Random(1).nextBytes(input);
        input[input.length - 1] = '\n';

        try (Tool send = Tool.start(directory, "send", "x");
                Tool recv = Tool.start(directory, "recv", "x")) {
            send.write(input);
            send.endInput();

            assertThat(send.awaitExit()).as("%s", send).isZero();
            assertThat(recv.awaitExit()).as("%s", recv).isZero();
            assertThat(recv.out()).isEqualTo(input);
            assertThat(recv.errLines()).isEmpty();
            assertThat(send.errLines()).isEmpty();
        }
    }

    @Test
    void shouldCarryFramesWhateverTheirBytes() {
        byte[] input = frames(new byte[0], "a\nb\n".getBytes(UTF_8), new byte[70_000]);

        try (Tool send = Tool.run(directory, input, "send", "--raw", "x");
                Tool recv = Tool.run(directory, "recv", "--raw", "x")) {
            assertThat(send.awaitExit()).as("%s", send).isZero();
            assertThat(recv.awaitExit()).as("%s", recv).isZero();
            assertThat(recv.out()).isEqualTo(input);
        }
    }

    @Test
    void shouldPassTwoMillionLinesThroughAPipeline() {
        try (Tool send = Tool.shell(directory, "seq 1 2000000 | $millrace send numbers");
                Tool recv = Tool.shell(directory, "$millrace recv numbers | tail -n 1")) {
            assertThat(send.awaitExit()).as("%s", send).isZero();
            assertThat(recv.awaitExit()).as("%s", recv).isZero();
            assertThat(recv.outLines()).containsExactly("2000000");
            assertThat(send.errLines()).isEmpty();
            assertThat(recv.errLines()).isEmpty();
        }
        assertThat(ChannelStatus.of(directory.resolve("numbers")).receiver().orElseThrow())
                .returns(2_000_000L, HalfStatus::messages)
                .returns("closed", HalfStatus::state);
    }

    @Test
    void shouldShowALineAsSoonAsItIsTyped() {
        try (Tool send = Tool.start(directory, "send", "x");
                Tool recv = Tool.start(directory, "recv", "x")) {
            send.write("first\n");
            recv.awaitLine("first");
            send.write("sec");
            send.write("ond\n");
            recv.awaitLine("second");
            send.endInput();
            assertThat(recv.awaitExit()).isZero();
        }
    }

    @Test
    void shouldLeaveTheOthersInTheChannelAfterACount() {
        Tool.run(directory, "a\nb\nc\n".getBytes(UTF_8), "send", "x").close();

        try (Tool two = Tool.run(directory, "recv", "--count", 2, "x");
                Tool rest = Tool.run(directory, "recv", "x")) {
            assertThat(two.awaitExit()).isZero();
            assertThat(two.outLines()).containsExactly("a", "b");
            assertThat(rest.outLines()).containsExactly("c");
        }
    }

    @Test
    void shouldSayThatTheChannelClosedBeforeTheCount() {
        Tool.run(directory, "a\n".getBytes(UTF_8), "send", "x").close();

        try (Tool recv = Tool.run(directory, "recv", "--count", 2, "x")) {
            assertThat(recv.awaitExit()).isEqualTo(1);
            assertThat(recv.outLines()).containsExactly("a");
            assertThat(recv.errLines())
                    .containsExactly("millrace: x: closed after 1 messages, expected 2 (--count)");
        }
    }

    @Test
    void shouldEndAtATimeout() {
        try (Channel channel = Channel.open(path());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            sender.send("only");
            try (Tool recv = Tool.run(directory, "recv", "--timeout", "150ms", "x")) {
                assertThat(recv.awaitExit()).isEqualTo(1);
                assertThat(recv.outLines()).containsExactly("only");
                assertThat(recv.errLines())
                        .containsExactly("millrace: x: no message came for 150 ms");
            }
        }
    }

    @Test
    void shouldEndQuietlyWhenNobodyReadsTheOutput() {
        try (Tool send = Tool.shell(directory, "seq 1 500000 | $millrace send x");
                Tool recv =
                        Tool.shell(
                                directory,
                                "{ $millrace recv x; echo $? >$MILLRACE_DIR/status; } | head -n"
                                        + " 1")) {
            assertThat(recv.awaitExit()).isZero();
            assertThat(recv.outLines()).containsExactly("1");
            assertThat(recv.errLines()).isEmpty();
            assertThat(directory.resolve("status")).hasContent("0");
            assertThat(send.awaitExit()).isEqualTo(1);
            assertThat(send.errLines())
                    .singleElement()
                    .asString()
                    .matches(
                            "millrace: x: the receiver is gone: it was closed; message \\d+ of the"
                                    + " input was the first not sent");
        }
    }

    @Test
    void shouldSayThatTheOutputCannotBeWritten() {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        Tool.run(directory, "a\n".getBytes(UTF_8), "send", "x").close();

        try (Tool recv = Tool.shell(directory, "exec $millrace recv x >/dev/full")) {
            assertThat(recv.awaitExit()).isEqualTo(1);
            assertThat(recv.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("millrace: standard output can't be written: ");
        }
    }

    @Test
    void shouldLoseNothingBeforeALineThatIsTooLong() {
        String input = "a\nb\n" + "x".repeat(497) + "\nc\n";

        try (Tool send =
                        Tool.run(
                                directory,
                                input.getBytes(UTF_8),
                                "send",
                                "--capacity",
                                "1KiB",
                                "x");
                Tool recv = Tool.run(directory, "recv", "x")) {
            assertThat(send.awaitExit()).isEqualTo(1);
            assertThat(send.errLines())
                    .containsExactly(
                            "millrace: x: line 3 is longer than the channel's longest message, 496"
                                    + " bytes; the 2 lines before it were sent; a channel with a"
                                    + " larger --capacity takes it");
            assertThat(recv.outLines()).containsExactly("a", "b");
            assertThat(recv.awaitExit()).isZero();
        }
    }

    @Test
    void shouldSayWhichFrameIsWrong() {
        try (Tool send = Tool.run(directory, new byte[] {9, 0, 0, 0, 1}, "send", "--raw", "x")) {
            assertThat(send.awaitExit()).isEqualTo(1);
            assertThat(send.errLines())
                    .containsExactly(
                            "millrace: x: the input ends inside frame 1, after 5 of its 13 bytes;"
                                    + " the 0 frames before it were sent");
        }
    }

    @Test
    void shouldCloseASenderThatWaitsForInputWhenInterrupted() {
        try (Channel channel = Channel.open(path());
                Receiver<String> receiver = channel.receiver(Codec.utf8());
                Tool send = Tool.start(directory, "send", "x")) {
            send.write("a\n");
            assertThat(receiver.receive()).isEqualTo("a");
            int status = send.interrupt();

            assertThat(send.awaitExit()).as("%s", send).isEqualTo(status);
            assertThat(send.errLines()).isEmpty();
            assertThat(sender().state()).isEqualTo("closed");
            assertThat(receiver.iterator()).isExhausted();
        }
    }

    @Test
    void shouldCloseASenderThatWaitsForRoomWhenInterrupted() {
        try (Tool send = Tool.start(directory, "send", "--capacity", "1KiB", "x")) {
            send.write("line\n".repeat(100));
            Await.until(
                    "the ring is full",
                    () -> Files.exists(path()) && anySender(half -> half.timesFull() > 0));
            int status = send.interrupt();

            assertThat(send.awaitExit()).as("%s", send).isEqualTo(status);
            assertThat(send.errLines()).isEmpty();
            assertThat(sender().state()).isEqualTo("closed");
        }
    }

    @Test
    void shouldCloseAReceiverWhenInterrupted() {
        try (Tool recv = Tool.start(directory, "recv", "x");
                Channel channel = Channel.open(path());
                Sender<String> sender = channel.sender(Codec.utf8())) {
            sender.send("a");
            recv.awaitLine("a");
            int status = recv.interrupt();

            assertThat(recv.awaitExit()).as("%s", recv).isEqualTo(status);
            assertThat(recv.errLines()).isEmpty();
            assertThat(receiver().state()).isEqualTo("closed");
        }
    }

    private boolean anySender(Predicate<HalfStatus> condition) {
        return ChannelStatus.of(path()).senders().stream().anyMatch(condition);
    }

    private HalfStatus sender() {
        return ChannelStatus.of(path()).senders().get(0);
    }

    private HalfStatus receiver() {
        return ChannelStatus.of(path()).receiver().orElseThrow();
    }

    private Path path() {
        return directory.resolve("x");
    }

    private static byte[] frames(byte[]... messages) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            frames.writeBytes(
                    ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(message.length)
                            .array());
            frames.writeBytes(message);
        }
        return frames.toByteArray();
    }
}
