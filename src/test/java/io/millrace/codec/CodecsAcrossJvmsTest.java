package io.millrace.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Channel;
import io.millrace.ChannelOptions;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Objects and calls to another JVM and back again. */
class CodecsAcrossJvmsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MANY = 60;

    private static Path directory;

    @BeforeContainer
    static void makeDirectory() throws IOException {
        Path shared = Path.of("/dev/shm");
        directory =
                Files.isWritable(shared)
                        ? Files.createTempDirectory(shared, "millrace-test-")
                        : Files.createTempDirectory("millrace-test-");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Property(tries = 5)
    void objectsOfAnyLengthComeBackEqual(@ForAll("lengths") List<Integer> lengths)
            throws IOException {
        try (Echo echo = new Echo("parcels")) {
            Sender<Parcel> sender = echo.there.sender(Marshallables.codec(Parcel::new));
            Receiver<Parcel> receiver = echo.back.receiver(Marshallables.reusing(Parcel::new));
            for (int i = 0; i < lengths.size(); i++) {
                Parcel parcel = Parcel.ofLength(lengths.get(i), i);
                sender.send(parcel);
                assertThat(receiver.receive(LONG)).isEqualTo(parcel);
            }
            sender.close();
            echo.awaitEnd();
            assertThat(receiver).isEmpty();
        }
    }

    @Provide
    Arbitrary<List<Integer>> lengths() {
        return Arbitraries.integers()
                .between(Parcel.OVERHEAD, FeedCalls.LONGEST)
                .list()
                .ofSize(MANY * 10);
    }

    @Property(tries = 5)
    void callsComeBackWithTheirArguments(@ForAll("calls") List<List<List<Object>>> lists)
            throws IOException {
        try (Echo echo = new Echo("calls")) {
            Feed sender = Marshallables.sender(echo.there, Feed.class);
            List<List<Object>> seen = new ArrayList<>();
            var receiver = Marshallables.receiver(echo.back, Feed.class, FeedCalls.recorder(seen));
            for (List<List<Object>> calls : lists) {
                for (List<Object> call : calls) {
                    FeedCalls.make(call, sender);
                    assertThat(receiver.receive(LONG)).isTrue();
                    assertThat(seen.remove(0)).isEqualTo(call);
                }
            }
            echo.there.close();
            echo.awaitEnd();
        }
    }

    @Provide
    Arbitrary<List<List<List<Object>>>> calls() {
        return FeedCalls.lists().list().ofSize(MANY / 6);
    }

    /** A JVM that sends back what it gets, and the channels to it and from it. */
    private static final class Echo implements AutoCloseable {
        final Channel there;
        final Channel back;
        private final ChildJvm jvm;

        Echo(String what) throws IOException {
            Path files = Files.createTempFile(directory, what, "");
            Path therePath = Path.of(files + "-there");
            Path backPath = Path.of(files + "-back");
            there = open(therePath);
            back = open(backPath);
            jvm =
                    ChildJvm.start(
                            List.of(),
                            Arrays.asList(System.getProperty("millrace.jvmArgs").split(" ")),
                            Map.of(),
                            CodecsAcrossJvmsTest.class,
                            what,
                            therePath,
                            backPath);
        }

        void awaitEnd() {
            assertThat(jvm.awaitExit()).as("%s", jvm.lines()).isZero();
        }

        @Override
        public void close() {
            jvm.close();
            there.close();
            back.close();
        }
    }

    private static Channel open(Path path) {
        return Channel.open(path, ChannelOptions.defaults().capacity(FeedCalls.CAPACITY));
    }

    /** Arguments: "parcels" or "calls", the channel there, the channel back. */
    public static void main(String[] arguments) {
        try (Channel there = open(Path.of(arguments[1]));
                Channel back = open(Path.of(arguments[2]))) {
            if (arguments[0].equals("parcels")) {
                Sender<Parcel> sender = back.sender(Marshallables.codec(Parcel::new));
                for (Parcel parcel : there.receiver(Marshallables.reusing(Parcel::new))) {
                    sender.send(parcel);
                }
            } else {
                Feed sender = Marshallables.sender(back, Feed.class);
                Marshallables.receiver(there, Feed.class, sender).receiveAll();
            }
        }
    }
}
