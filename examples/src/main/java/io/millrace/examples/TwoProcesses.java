package io.millrace.examples;

import java.io.IOException;

/**
 * Starts a {@link Consumer} and a {@link Producer}, each in a JVM of its own, on a fresh channel.
 */
public final class TwoProcesses {
    private TwoProcesses() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Scratch scratch = new Scratch()) {
            String path = scratch.file("greetings").toString();
            Process consumer = Jvm.start(Consumer.class, path);
            Process producer = Jvm.start(Producer.class, path);
            System.out.println("Producer ended with status " + producer.waitFor());
            System.out.println("Consumer ended with status " + consumer.waitFor());
        }
    }
}
