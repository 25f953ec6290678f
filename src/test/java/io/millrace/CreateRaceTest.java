package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.HeaderLayout;
import io.millrace.testkit.Background;
import io.millrace.testkit.ChildJvm;
import io.millrace.testkit.SharedMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many open the same new path at once: one makes the channel, all are on it, nothing is left. */
class CreateRaceTest {
    private static final int OPENERS = 20;
    private static final int ROUNDS = 10;
    private static final ChannelOptions OPTIONS =
            ChannelOptions.defaults().capacity(1 << 16).maxSenders(OPENERS);

    @TempDir(factory = SharedMemory.class)
    Path directory;

    @Test
    void twentyJvmsEndUpOnOneChannel() throws IOException {
        List<ChildJvm> jvms = new ArrayList<>();
        try {
            for (int i = 0; i < OPENERS; i++) {
                jvms.add(ChildJvm.start(Racer.class));
            }
            jvms.forEach(jvm -> jvm.awaitLine("ready"));
            for (int round = 0; round < ROUNDS; round++) {
                Path file = Files.createDirectory(directory.resolve("" + round)).resolve("channel");
                String sent = "sent " + file;
                jvms.forEach(jvm -> jvm.tell(file.toString()));
                jvms.forEach(jvm -> jvm.awaitLine(sent));

                assertOneChannelWithAMessageFrom(
                        file, jvms.stream().map(jvm -> Long.toString(jvm.pid())).toList());
            }
        } finally {
            jvms.forEach(ChildJvm::close);
        }
    }

    @RepeatedTest(30)
    void twentyThreadsEndUpOnOneChannel() throws IOException {
        Path file = directory.resolve("channel");
        CyclicBarrier together = new CyclicBarrier(OPENERS);
        List<Background<Void>> openers = new ArrayList<>();
        for (int i = 0; i < OPENERS; i++) {
            String name = "opener " + i;
            openers.add(
                    Background.run(
                            name,
                            () -> {
                                together.await();
                                openAndSend(file, name);
                            }));
        }

        openers.forEach(Background::result);

        assertOneChannelWithAMessageFrom(
                file, openers.stream().map(opener -> opener.thread().getName()).toList());
    }

    private static void assertOneChannelWithAMessageFrom(Path file, List<String> openers)
            throws IOException {
        String id = "%016x".formatted(channelId(file));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("channel", "channel." + id + ".live");
        }
        try (Channel channel = Channel.open(file)) {
            assertThat(channel.receiver(Codec.utf8()).stream())
                    .containsExactlyInAnyOrderElementsOf(openers);
        }
    }

    private static void openAndSend(Path path, String message) {
        try (Channel channel = Channel.open(path, OPTIONS);
                Sender<String> sender = channel.sender(Codec.utf8())) {
            sender.send(message);
        }
    }

    private static long channelId(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return ByteBuffer.wrap(in.readNBytes(HeaderLayout.USED_LENGTH))
                    .order(ByteOrder.nativeOrder())
                    .getLong(HeaderLayout.CHANNEL_ID_OFFSET);
        }
    }

    /** Opens each channel that it is told to, and sends its process id into it. */
    static final class Racer {
        private Racer() {}

        public static void main(String[] arguments) throws IOException {
            // Everything that a first opening needs is loaded before the race.
            Channel.inProcess(OPTIONS).close();
            System.out.println("ready");
            String self = Long.toString(ProcessHandle.current().pid());
            BufferedReader input =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String file = input.readLine(); file != null; file = input.readLine()) {
                openAndSend(Path.of(file), self);
                System.out.println("sent " + file);
            }
        }
    }
}
