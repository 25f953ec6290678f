package io.millrace;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that uses a channel with all halves while somebody else damages it. Its JVM is to
 * survive, and no call may last.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes them
public final class HostilePeer {
    private static final long STEP_NS = 20_000_000_000L;
    private static final long LOOK_NS = 50_000_000;

    private final Channel channel;
    private final Path path;
    private final long endNs;
    private final AtomicLong refused = new AtomicLong();

    private HostilePeer(Path path, long durationNs) {
        this.path = path;
        this.channel = Channel.open(path);
        this.endNs = System.nanoTime() + durationNs;
    }

    /** Arguments: file, ms. */
    public static void main(String[] arguments) {
        HostilePeer peer =
                new HostilePeer(
                        Path.of(arguments[0]),
                        Duration.ofMillis(Long.parseLong(arguments[1])).toNanos());
        System.out.println("opened");
        List<Worker> workers =
                List.of(
                        peer.new Worker("sender", peer::send),
                        peer.new Worker("sender", peer::send),
                        peer.new Worker("receiver", peer::receive),
                        peer.new Worker("onlooker", peer::look));
        workers.forEach(Thread::start);
        workers.forEach(Worker::awaitEnd);
        peer.channel.close();
        System.out.println("survived " + workers + ", " + peer.refused + " refused");
    }

    private void send(Worker worker) {
        try (Sender<byte[]> sender = channel.sender(Codec.bytes())) {
            for (int i = 0; i < 50; i++) {
                worker.step();
                sender.trySend(new byte[worker.random.nextInt(sender.maxMessageLength() + 1)]);
                sender.send(new byte[i], Duration.ofNanos(10_000));
                try (Claim claim = sender.tryClaim(worker.random.nextInt(300))) {
                    if (claim != null && worker.random.nextBoolean()) {
                        claim.buffer().setMemory(claim.offset(), claim.length(), (byte) i);
                        claim.commit();
                    }
                }
            }
        }
    }

    private void receive(Worker worker) {
        try (Receiver<byte[]> receiver = channel.receiver(Codec.bytes())) {
            for (int i = 0; i < 200; i++) {
                worker.step();
                receiver.poll((buffer, offset, length) -> buffer.boundsCheck(offset, length), 10);
                receiver.tryReceive();
                receiver.receive(Duration.ofNanos(10_000));
                receiver.isClosed();
            }
        }
    }

    private void look(Worker worker) {
        worker.step();
        channel.status();
        ChannelStatus.of(path);
        ChannelInspection.of(path, 100);
    }

    private interface Use {
        void of(Worker worker);
    }

    private final class Worker extends Thread {
        private final Use use;
        private final SplittableRandom random = new SplittableRandom();
        private volatile long steps;

        Worker(String name, Use use) {
            super(name);
            this.use = use;
            setDaemon(true);
        }

        void step() {
            steps++;
        }

        @Override
        public void run() {
            while (System.nanoTime() - endNs < 0) {
                try {
                    use.of(this);
                } catch (MillraceException e) {
                    refused.incrementAndGet();
                } catch (Throwable e) {
                    System.out.println(getName() + " failed");
                    e.printStackTrace(System.out);
                    Runtime.getRuntime().halt(1);
                }
                step();
            }
        }

        void awaitEnd() {
            long seen = -1;
            long since = System.nanoTime();
            while (isAlive()) {
                if (steps != seen) {
                    seen = steps;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > STEP_NS) {
                    System.out.println(this + " does not go on: " + List.of(getStackTrace()));
                    Runtime.getRuntime().halt(1);
                }
                LockSupport.parkNanos(LOOK_NS);
            }
        }

        @Override
        public String toString() {
            return getName() + " " + steps + " steps";
        }
    }
}
