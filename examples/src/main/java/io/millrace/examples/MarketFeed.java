package io.millrace.examples;

import java.io.IOException;

/**
 * Starts a {@link MarketSubscriber} and a {@link MarketPublisher}, each in a JVM of its own, on a
 * fresh channel.
 */
public final class MarketFeed {
    private MarketFeed() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Scratch scratch = new Scratch()) {
            String path = scratch.file("market").toString();
            Process subscriber = Jvm.start(MarketSubscriber.class, path);
            Process publisher = Jvm.start(MarketPublisher.class, path);
            System.out.println("Publisher ended with status " + publisher.waitFor());
            System.out.println("Subscriber ended with status " + subscriber.waitFor());
        }
    }
}
