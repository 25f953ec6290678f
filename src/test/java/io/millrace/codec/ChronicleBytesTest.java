package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Channel;
import io.millrace.Codec;
import io.millrace.MillraceException;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.testkit.ChildJvm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where chronicle-bytes or a flag for it is missing, and where it is not asked for. */
class ChronicleBytesTest {
    private static final String AGRONA = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    private static final String QUIET = "-Dslf4j.internal.verbosity=ERROR";

    @Test
    void withoutItEverythingElseWorks() {
        List<String> lines = run("core", withoutIt(), List.of(AGRONA, NATIVE));
        assertThat(lines).containsExactly("Got: hi", "Called: 42 x BUY", "done");
    }

    @Test
    void withoutItMarshallablesSayWhatIsMissing() {
        List<String> lines = run("marshallables", withoutIt(), List.of(AGRONA));
        assertThat(lines)
                .containsExactly(
                        "marshallable messages need chronicle-bytes, which is not on the class"
                                + " path: add net.openhft:chronicle-bytes",
                        "done");
    }

    @Test
    void noClassOfItIsInitialisedBeforeMarshallablesAreUsed() {
        List<String> lines = run("core", withIt(), List.of(AGRONA, "-Xlog:class+init=info"));
        assertThat(lines).contains("done").noneMatch(line -> line.contains("net.openhft"));
    }

    @Test
    void withAllItsFlagsItSaysNothing() {
        List<String> flags = new ArrayList<>(needed());
        flags.addAll(List.of(AGRONA, QUIET));
        assertThat(run("marshallables", withIt(), flags)).containsExactly("done");
    }

    /** None of the flags, and all but one. */
    static Stream<List<String>> missing() {
        return Stream.concat(Stream.of(needed()), needed().stream().map(List::of));
    }

    @ParameterizedTest
    @MethodSource
    void missing(List<String> missing) {
        List<String> flags = new ArrayList<>(needed());
        flags.removeAll(missing);
        flags.addAll(List.of(AGRONA, QUIET));
        assertThat(run("marshallables", withIt(), flags))
                .containsExactly(
                        "the JVM was started without flags that chronicle-bytes needs: add "
                                + missing.stream()
                                        .map(flag -> flag.replace("s=java", "s java"))
                                        .collect(Collectors.joining(" ")),
                        "done");
    }

    /** What chronicle-bytes needs on the JVM of this test. */
    private static List<String> needed() {
        List<String> flags =
                new ArrayList<>(
                        List.of(
                                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 24) {
            flags.add("--enable-native-access=ALL-UNNAMED");
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    private static String withIt() {
        return System.getProperty("java.class.path");
    }

    private static String withoutIt() {
        return Arrays.stream(withIt().split(System.getProperty("path.separator")))
                .filter(entry -> !entry.contains("openhft"))
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static List<String> run(String what, String classPath, List<String> flags) {
        try (ChildJvm jvm =
                ChildJvm.start(
                        List.of(), flags, classPath, Map.of(), ChronicleBytesTest.class, what)) {
            assertThat(jvm.awaitExit()).as("%s", jvm.lines()).isZero();
            return jvm.lines();
        }
    }

    // ---- the other JVM

    /** Arguments of each simple kind. */
    interface Simple {
        void call(int number, String text, Letter letter);

        /** For an argument. */
        enum Letter {
            BUY
        }
    }

    /** Argument: "core" or "marshallables". */
    public static void main(String[] arguments) {
        if (arguments[0].equals("core")) {
            sendAndReceive();
        } else {
            useMarshallables();
        }
        System.out.println("done");
    }

    private static void sendAndReceive() {
        try (Channel channel = Channel.inProcess()) {
            Sender<String> sender = channel.sender(Codec.utf8());
            Receiver<String> receiver = channel.receiver(Codec.utf8());
            sender.send("hi");
            System.out.println("Got: " + receiver.receive());
        }
        try (Channel channel = Channel.inProcess()) {
            Marshallables.sender(channel, Simple.class).call(42, "x", Simple.Letter.BUY);
            Marshallables.receiver(
                            channel,
                            Simple.class,
                            (number, text, letter) ->
                                    System.out.println(
                                            "Called: " + number + " " + text + " " + letter))
                    .receive();
        }
    }

    /** Without naming a type of chronicle-bytes, which may be missing. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void useMarshallables() {
        try {
            Supplier factory = Object::new;
            Codec codec = Marshallables.codec(factory);
            codec.forHalf(1024);
        } catch (MillraceException e) {
            System.out.println(e.getMessage());
        }
    }
}
