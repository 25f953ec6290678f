package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example as its own program, as a reader would run it. */
class ExamplesTest {
    @TempDir Path directory;

    @Test
    void createChannel() throws Exception {
        assertThat(run(CreateChannel.class))
                .containsExactly(
                        "Capacity: 1048576 bytes",
                        "Longest message: 524272 bytes",
                        "Closed: false");
    }

    @Test
    void sendOne() throws Exception {
        assertThat(run(SendOne.class)).containsExactly("Sent: hi");
    }

    @Test
    void receiveOne() throws Exception {
        assertThat(run(ReceiveOne.class)).containsExactly("Got: hi");
    }

    @Test
    void useAfterCommit() throws Exception {
        assertThat(run(UseAfterCommit.class))
                .containsExactly(
                        "Refused: this claim is over: it was committed or aborted, and what was"
                                + " sent is the receiver's",
                        "Got: 42");
    }

    @Test
    void severalMessages() throws Exception {
        assertThat(run(SeveralMessages.class, "5"))
                .containsExactly("Got: hi", "Got: from", "Got: the", "Got: thread");
    }

    @Test
    void twoSendersKeepTheOrderOfEach() throws Exception {
        assertThat(run(TwoSenders.class, "5"))
                .hasSize(8)
                .containsSubsequence("Got: hi", "Got: from", "Got: the", "Got: thread")
                .containsSubsequence("Got: more", "Got: messages", "Got: for", "Got: you");
    }

    @Test
    void twoProcesses() throws Exception {
        assertThat(run(TwoProcesses.class))
                .containsSubsequence("Got: hi", "Got: from", "Got: another", "Got: process")
                .contains("Producer ended with status 0", "Consumer ended with status 0")
                .hasSize(6);
    }

    @Test
    void producerAndConsumerShareADefaultName() throws Exception {
        ProgramRun consumer = start(Consumer.class);
        ProgramRun producer = start(Producer.class);
        assertThat(producer.await().outputOfSuccess()).isEmpty();
        assertThat(consumer.await().outputOfSuccess())
                .containsExactly("Got: hi", "Got: from", "Got: another", "Got: process");
    }

    @Test
    void zeroCopy() throws Exception {
        assertThat(run(ZeroCopy.class))
                .containsExactly(
                        "Order 1: 100 pieces", "Order 2: 200 pieces", "Order 3: 300 pieces");
    }

    @Test
    void requestReply() throws Exception {
        assertThat(run(RequestReply.class))
                .containsExactly(
                        "1 squared is 1",
                        "2 squared is 4",
                        "3 squared is 9",
                        "4 squared is 16",
                        "The server has ended");
    }

    @Test
    void restartedReceiverGoesOn() throws Exception {
        assertThat(run(RestartedReceiver.class))
                .containsExactly(
                        "First receiver got: 1",
                        "First receiver got: 2",
                        "Next receiver got: 3",
                        "Next receiver got: 4",
                        "Next receiver got: 5",
                        "Next receiver got: 6");
    }

    @Test
    void marketFeed() throws Exception {
        assertThat(run(MarketFeed.class))
                .containsSubsequence(
                        "Flour BID: 20 at 995",
                        "Flour ASK: 30 at 1005",
                        "Flour traded: 10 at 1005",
                        "Flour ASK: 20 at 1005")
                .contains("Publisher ended with status 0", "Subscriber ended with status 0")
                .hasSize(6);
    }

    @Test
    void sbeOrders() throws Exception {
        assertThat(run(SbeOrders.class))
                .containsExactly(
                        "Order 1: BUY 10 pieces at 1000 for client 1",
                        "Order 2: SELL 20 pieces at 2000 for client 2",
                        "Cancel 2");
    }

    private List<String> run(Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        return start(main, arguments).await().outputOfSuccess();
    }

    private ProgramRun start(Class<?> main, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        return new ProgramRun(directory, Map.of("MILLRACE_DIR", directory.toString()), command);
    }
}
