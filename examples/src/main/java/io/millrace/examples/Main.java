package io.millrace.examples;

import java.util.Arrays;
import java.util.List;

/** Runs an example by name; without a name it lists them. */
public final class Main {
    private static final List<Example> EXAMPLES =
            List.of(
                    new Example(
                            "create-channel",
                            "listing 16-6: a channel and its two halves",
                            CreateChannel::main),
                    new Example(
                            "send-one", "listing 16-7: a thread sends one message", SendOne::main),
                    new Example(
                            "receive-one",
                            "listing 16-8: the main thread receives it",
                            ReceiveOne::main),
                    new Example(
                            "use-after-commit",
                            "listing 16-9: what was sent is the receiver's",
                            UseAfterCommit::main),
                    new Example(
                            "several-messages",
                            "listing 16-10: messages with a pause, by iteration [PAUSE_MS]",
                            SeveralMessages::main),
                    new Example(
                            "two-senders",
                            "listing 16-11: two senders by duplicate [PAUSE_MS]",
                            TwoSenders::main),
                    new Example(
                            "two-processes",
                            "starts a consumer and a producer JVM",
                            TwoProcesses::main),
                    new Example(
                            "consumer",
                            "prints what producers in other JVMs send [CHANNEL]",
                            Consumer::main),
                    new Example(
                            "producer", "sends messages to a consumer [CHANNEL]", Producer::main),
                    new Example(
                            "zero-copy",
                            "claim and poll, without a copy or an allocation",
                            ZeroCopy::main),
                    new Example(
                            "request-reply",
                            "a pair of channels, there and back",
                            RequestReply::main),
                    new Example(
                            "restarted-receiver",
                            "a receiver crashes, the next one goes on",
                            RestartedReceiver::main));

    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.out.println("Usage: java -jar millrace-examples.jar EXAMPLE [ARGUMENT]");
            for (Example example : EXAMPLES) {
                System.out.printf("  %-20s%s%n", example.name(), example.what());
            }
            return;
        }
        for (Example example : EXAMPLES) {
            if (example.name().equals(args[0])) {
                example.program().run(Arrays.copyOfRange(args, 1, args.length));
                return;
            }
        }
        System.err.println("millrace-examples: no example " + args[0] + "; run without to list");
        System.exit(2);
    }

    private record Example(String name, String what, Program program) {}

    private interface Program {
        void run(String[] args) throws Exception;
    }
}
