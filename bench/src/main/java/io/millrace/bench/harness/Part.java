package io.millrace.bench.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What one thread of a measurement does. Some part measures; the others go on until stopped. */
abstract class Part {
    /**
     * How long a subject may wait in its own way before it is told that all has ended. Of this
     * part's own, as all that its thread reads for each message.
     */
    final Duration patience = Duration.ofMillis(20);

    private final CompletableFuture<Sample> sample = new CompletableFuture<>();
    private volatile boolean stopped;

    /** Opens the receiver of this part, if it has one. */
    void openReceiver() throws IOException {}

    /** Opens the sender of this part, if it has one; all receivers are open. */
    void openSender() throws IOException {}

    /** Does the work. */
    abstract void run() throws IOException;

    /** Whether this is the part that measures. */
    abstract boolean isLead();

    /** How many messages it sent, once it has ended. */
    long sent() {
        return 0;
    }

    /** Tells how many messages each sender sent, after which it ends when all have come. */
    void expect(long[] counts) {}

    /** Does the work, and tells what keeps it from being done. */
    final void runOrFail() throws IOException {
        try {
            run();
        } catch (Throwable e) {
            sample.completeExceptionally(e);
            Worker.fail(e);
            throw e;
        }
    }

    final void measured(Sample found) {
        sample.complete(found);
    }

    final Sample sample() {
        return sample.join();
    }

    final boolean isStopped() {
        return stopped;
    }

    final void stop() {
        stopped = true;
    }
}
