package io.millrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.Receiver;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.Unprivileged;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each thing that can be wrong: its one line on standard error, and the exit status. */
class CommandErrorsTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | which command? demo, send, recv, stat, inspect, recover, bench; see millrace"
                        + " --help",
                "foo | unknown command 'foo'; see millrace --help",
                "--foo | unknown option '--foo'; see millrace --help",
                "send | NAME_OR_PATH is missing; see millrace send --help",
                "send --foo x | unknown option '--foo'; see millrace send --help",
                "recv --foo | unknown option '--foo'; see millrace recv --help",
                "recv x y | unexpected argument 'y'; see millrace recv --help",
                "stat | NAME_OR_PATH is missing; see millrace stat --help",
                "inspect | NAME_OR_PATH is missing; see millrace inspect --help",
                "demo x | unexpected argument 'x'; see millrace demo --help",
                "send --capacity | option --capacity needs a SIZE; see millrace send --help",
                "send --capacity 16XB x | Invalid value for option '--capacity': '16XB' is not a"
                        + " size, expected bytes or a number with KiB, MiB or GiB, such as 16MiB;"
                        + " see millrace send --help",
                "send --capacity 1000 x | capacity is 1000, allowed is a power of two from 1024 to"
                        + " 1073741824",
                "recv --capacity 2GiB x | capacity is 2147483648, allowed is a power of two from"
                        + " 1024 to 1073741824",
                "send --max-senders 0 x | maxSenders is 0, allowed is 1 to 1024",
                "send --max-senders many x | Invalid value for option '--max-senders': 'many' is"
                        + " not a whole number, or too large; see millrace send --help",
                "send --heartbeat-interval 5 x | Invalid value for option '--heartbeat-interval':"
                        + " '5' is not a duration, expected a number with ns, us, ms, s, m or h,"
                        + " such as 5s or 100ms; see millrace send --help",
                "send --heartbeat-interval 1us x | heartbeatInterval is PT0.000001S, allowed is"
                        + " PT0.001S to PT1M",
                "send --heartbeat-timeout 200ms x | heartbeatTimeout is PT0.2S, allowed is at least"
                        + " 3 heartbeat intervals of PT0.1S, PT0.3S",
                "recv --count 0 x | --count is 0, expected 1 or more; see millrace recv --help",
                "recv --count one x | Invalid value for option '--count': 'one' is not a whole"
                        + " number, or too large; see millrace recv --help",
                "recv --timeout soon x | Invalid value for option '--timeout': 'soon' is not a"
                        + " duration, expected a number with ns, us, ms, s, m or h, such as 5s or"
                        + " 100ms; see millrace recv --help",
                "stat --interval 0s x | --interval is 0, expected more, such as 1s; see millrace"
                        + " stat --help",
                "inspect --records=-1 x | --records is -1, expected 0 or more; see millrace inspect"
                        + " --help",
                "stat .. | the channel's name is '..', expected a name or a path of a file"
            })
    void shouldSayWhatIsWrongUsage(String arguments, String complaint) {
        assertFails(2, complaint, words(arguments));
    }

    @Test
    void shouldSayWhereTheBenchmarkIs() {
        assertFails(
                1,
                "the benchmark is not in this jar; run ./millrace bench --quick in the sources, or"
                        + " java -jar millrace-bench.jar",
                "bench",
                "--quick");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "recv", "stat", "inspect", "recover"})
    void shouldRefuseAnEmptyName(String command) {
        assertFails(2, "the channel's name is empty, expected a name or a path", command, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "inspect", "recover"})
    void shouldSayThatThereIsNoSuchChannel(String command) {
        assertFails(1, path("nix") + ": there is no such channel", command, path("nix"));
        assertFails(1, "/nowhere/nix: there is no such channel", command, "/nowhere/nix");
        assertFails(
                1,
                path("two") + "\\x0alines: there is no such channel",
                command,
                path("two\nlines"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "recv", "stat", "inspect", "recover"})
    void shouldRefuseWhatIsNoChannel(String command) throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        assertFails(
                1, folder + " is a directory, expected a channel file", command, path("folder"));

        Path empty = Files.createFile(directory.resolve("empty"));
        assertFails(
                1,
                empty
                        + " is not a Millrace channel: its length is 0 bytes, expected at least"
                        + " 4096",
                command,
                path("empty"));

        Path foreign = directory.resolve("foreign");
        Files.write(foreign, "foreign!".repeat(1000).getBytes(UTF_8));
        assertFails(
                1,
                foreign
                        + " is not a Millrace channel: it starts with 0x216e676965726f66, expected"
                        + " 0x454341524c4c494d",
                command,
                path("foreign"));

        Path link = Files.createSymbolicLink(directory.resolve("link"), foreign);
        assertFails(
                1, link + " is a symbolic link, expected a channel file", command, path("link"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "recv", "stat", "inspect", "recover"})
    void shouldRefuseAnotherLayoutVersion(String command) throws IOException {
        Path path = directory.resolve("x");
        Channel.open(path).close();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(0, 99), 8);
        }
        assertFails(1, path + ": layout version is 99, expected 2", command, path("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "recv", "stat", "inspect", "recover"})
    void shouldNameTheRightThatIsMissing(String command) throws IOException {
        Path path = directory.resolve("x");
        Channel.open(path).close();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        try (ChildJvm jvm =
                ChildJvm.start(
                        Unprivileged.command(),
                        ChildJvm.FLAGS,
                        Map.of(),
                        Main.class,
                        command,
                        path)) {
            assertThat(jvm.awaitExit()).isEqualTo(1);
            assertThat(jvm.lines())
                    .singleElement()
                    .asString()
                    .startsWith("millrace: " + path + ": no right to read")
                    .endsWith("rights ---------)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "recv"})
    void shouldSayThatTheDirectoryIsMissing(String command) {
        assertFails(
                1,
                "/nowhere/x: cannot be created: its directory does not exist",
                command,
                "/nowhere/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "recv"})
    void shouldRefuseOptionsThatDifferFromTheFile(String command) {
        Path path = directory.resolve("x");
        Channel.open(path).close();
        assertFails(
                1,
                path + ": capacity is 1048576 in the file, but 65536 in the options",
                command,
                "--capacity",
                "64KiB",
                path("x"));
    }

    @Test
    void shouldRefuseASecondReceiver() {
        Path path = directory.resolve("x");
        try (Channel channel = Channel.open(path);
                Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            assertThat(receiver.isClosed()).isFalse();
            assertThat(complaint(1, "recv", path("x")))
                    .matches(
                            "millrace: \\Q%s\\E has a receiver: process %d, last heartbeat \\d+ ms ago"
                                    .formatted(path, ProcessHandle.current().pid()));
        }
    }

    private static String[] words(String arguments) {
        return arguments.isEmpty() ? new String[0] : arguments.split(" ");
    }

    private static void assertFails(int status, String complaint, String... arguments) {
        assertThat(complaint(status, arguments)).isEqualTo("millrace: " + complaint);
    }

    private static String complaint(int status, String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.err()).endsWith(System.lineSeparator());
        return run.err().strip();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
