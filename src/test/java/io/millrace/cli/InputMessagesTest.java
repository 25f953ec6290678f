package io.millrace.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.InputMessages.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class InputMessagesTest {
    private static final int MAX = 1000;

    @Test
    void shouldCutLinesAndKeepTheLastWithoutNewline() throws IOException {
        assertThat(lines("one\n\ntwo\r\nthree")).containsExactly("one", "", "two\r", "three");
        assertThat(lines("one\n")).containsExactly("one");
        assertThat(lines("\n")).containsExactly("");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void shouldKeepBytesAsTheyAre() throws IOException {
        assertThat(lines("\u0000\u00ff\u0080\n\r")).containsExactly("\u0000\u00ff\u0080", "\r");
    }

    @Test
    void shouldTakeALineOfExactlyTheLongestAndRefuseOneMore() throws IOException {
        String longest = "x".repeat(MAX);
        assertThat(lines(longest)).containsExactly(longest);
        assertThat(lines(longest + "\na")).containsExactly(longest, "a");
        assertThatThrownBy(() -> lines("a\nb\n" + longest + "x"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "line 3 is longer than the channel's longest message, 1000 bytes; the 2"
                                + " lines before it were sent; a channel with a larger --capacity"
                                + " takes it");
        assertThatThrownBy(() -> lines(longest + "x\nb"))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("line 1 is longer");
    }

    @Test
    void shouldGrowForLinesLongerThanItsBuffer() throws IOException {
        String line = "y".repeat(300_000);
        InputMessages input =
                new InputLines(
                        new Dripping(("a\n" + line + "\nb").getBytes(ISO_8859_1), 7001), 1 << 20);
        assertThat(all(input)).containsExactly("a", line, "b");
    }

    @Property(tries = 200)
    void shouldGiveBackWhatMessageOutputWrote(
            @ForAll @Size(max = 20) List<@Size(max = 50) byte[]> messages,
            @ForAll @IntRange(min = 1, max = 60) int atATime)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageOutput output = new MessageOutput(bytes, true);
        for (byte[] message : messages) {
            output.onMessage(new UnsafeBuffer(message), 0, message.length);
        }
        output.flush();

        assertThat(all(new InputFrames(new Dripping(bytes.toByteArray(), atATime), MAX)))
                .containsExactlyElementsOf(
                        messages.stream().map(each -> new String(each, ISO_8859_1)).toList());
    }

    @Test
    void shouldReadLittleEndianLengths() throws IOException {
        assertThat(frames("\u0002\u0000\u0000\u0000ab\u0000\u0000\u0000\u0000"))
                .containsExactly("ab", "");
    }

    @Test
    void shouldRefuseFramesThatCannotBe() {
        assertThatThrownBy(() -> frames("\u0001\u0000\u0000\u0000a\u0000\u0000\u0000\u0080"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "frame 2 has length 2147483648, expected 0 to 1000, the channel's longest"
                                + " message (4 bytes little-endian, then the message); the 1 frames"
                                + " before it were sent");
        assertThatThrownBy(() -> frames("\u0003\u0000\u0000\u0000ab"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "the input ends inside frame 1, after 6 of its 7 bytes; the 0 frames before"
                                + " it were sent");
        assertThatThrownBy(() -> frames("\u0003"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("after 1 of its 4 bytes");
    }

    @Test
    void shouldWriteLinesLongerThanTheOutputBuffer() throws IOException {
        byte[] line = "z".repeat(500_000).getBytes(ISO_8859_1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageOutput output = new MessageOutput(bytes, false);
        output.onMessage(new UnsafeBuffer(line), 0, line.length);
        output.onMessage(new UnsafeBuffer(line), 0, 0);
        output.flush();

        assertThat(bytes.toString(ISO_8859_1)).isEqualTo("z".repeat(500_000) + "\n\n");
    }

    private static List<String> lines(String input) throws IOException {
        List<String> atOnce =
                all(new InputLines(new ByteArrayInputStream(input.getBytes(ISO_8859_1)), MAX));
        assertThat(all(new InputLines(new Dripping(input.getBytes(ISO_8859_1), 1), MAX)))
                .isEqualTo(atOnce);
        return atOnce;
    }

    private static List<String> frames(String input) throws IOException {
        return all(new InputFrames(new Dripping(input.getBytes(ISO_8859_1), 1), MAX));
    }

    private static List<String> all(InputMessages input) throws IOException {
        List<String> messages = new ArrayList<>();
        while (input.next()) {
            messages.add(new String(input.bytes(), input.offset(), input.length(), ISO_8859_1));
        }
        return messages;
    }

    /** Gives at most so many bytes at a time, as a pipe or a person does. */
    private static final class Dripping extends InputStream {
        private final InputStream bytes;
        private final int atATime;

        Dripping(byte[] bytes, int atATime) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.atATime = atATime;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return bytes.read(target, offset, Math.min(length, atATime));
        }
    }
}
