package io.millrace;

/** A ring that has no room left. */
final class FullRing {
    private FullRing() {}

    /** Sends the message until there is no room for another; returns how often. */
    static int fill(Sender<String> sender, String message) {
        int count = 0;
        while (sender.trySend(message)) {
            count++;
        }
        return count;
    }
}
