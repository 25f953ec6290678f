package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Await;
import io.millrace.testkit.VirtualThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Virtual threads that wait leave their carriers to others. */
class VirtualThreadWaitTest {
    private static final int THREADS = 1_000;
    private static final ChannelOptions SMALL =
            ChannelOptions.defaults()
                    .capacity(1024)
                    .maxSenders(2)
                    .heartbeatInterval(Duration.ofSeconds(1))
                    .heartbeatTimeout(Duration.ofSeconds(60));

    @Test
    void aThousandWaitForAMessageEachOnAChannelOfItsOwn() {
        ThreadFactory virtual = VirtualThreadFactory.get();
        List<Channel> channels = new ArrayList<>();
        List<Sender<String>> senders = new ArrayList<>();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger received = new AtomicInteger();
        for (int i = 0; i < THREADS; i++) {
            Channel channel = Channel.inProcess(SMALL);
            channels.add(channel);
            senders.add(channel.sender(Codec.utf8()));
            Receiver<String> receiver = channel.receiver(Codec.utf8());
            virtual.newThread(
                            () -> {
                                begun.incrementAndGet();
                                for (String ignored : receiver) {
                                    received.incrementAndGet();
                                }
                                received.incrementAndGet();
                            })
                    .start();
        }
        // Were each to keep its carrier, only as many could begin as there are carriers.
        Await.until("all have begun", () -> begun.get() == THREADS);

        for (int round = 1; round <= 2; round++) {
            int expected = round * THREADS;
            senders.forEach(sender -> sender.send("hi"));
            Await.until("each has received", () -> received.get() == expected);
        }
        senders.forEach(Sender::close);
        Await.until("all have ended", () -> received.get() == 3 * THREADS);
        channels.forEach(Channel::close);
    }

    @Test
    void manySendersWaitForRoom() {
        ThreadFactory virtual = VirtualThreadFactory.get();
        int count = 100;
        try (Channel channel = Channel.inProcess(SMALL.maxSenders(count))) {
            Receiver<String> receiver = channel.receiver(Codec.utf8());
            AtomicInteger sent = new AtomicInteger();
            for (int i = 0; i < count; i++) {
                Sender<String> sender = channel.sender(Codec.utf8());
                virtual.newThread(
                                () -> {
                                    for (int j = 0; j < 50; j++) {
                                        sender.send("message " + j);
                                    }
                                    sent.incrementAndGet();
                                    sender.close();
                                })
                        .start();
            }
            assertThat(receiver.stream().count()).isEqualTo(50L * count);
            Await.until("all have sent", () -> sent.get() == count);
        }
    }

    @Test
    void anInterruptEndsTheWait() throws InterruptedException {
        ThreadFactory virtual = VirtualThreadFactory.get();
        try (Channel channel = Channel.inProcess(SMALL)) {
            Receiver<String> receiver = channel.receiver(Codec.utf8());
            AtomicInteger interrupted = new AtomicInteger();
            Thread thread =
                    virtual.newThread(
                            () -> {
                                try {
                                    receiver.receive();
                                } catch (ChannelInterruptedException e) {
                                    interrupted.incrementAndGet();
                                }
                            });
            thread.start();
            Await.until("it parks", () -> thread.getState() == Thread.State.TIMED_WAITING);

            thread.interrupt();

            thread.join(Await.LONG.toMillis());
            assertThat(interrupted).hasValue(1);
        }
    }
}
