package io.millrace.cli;

import io.millrace.Channel;
import io.millrace.ChannelStatus;
import io.millrace.Codec;
import io.millrace.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Three JVMs on one channel, and what happens when two of them die. */
@Command(
        name = "demo",
        description = "See three JVMs talk through one mapped file, and two of them die.",
        footerHeading = "%n",
        footer = {
            "This process receives; two more send the messages of the Rust book, then as fast as"
                    + " they can, until they are killed one after the other. Takes about ten"
                    + " seconds and leaves nothing behind."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int SENDERS = 2;
    private static final int BOOK_MESSAGES = SENDERS * DemoSender.MESSAGES_EACH;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int FULL_SPEED_S = 3;
    private static final int AFTER_THE_FIRST_S = 2;

    private final DemoScreen screen = new DemoScreen();

    DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        try (DemoStage stage = new DemoStage()) {
            Channel channel = stage.openChannel();
            try (Receiver<String> receiver = channel.receiver(Codec.utf8())) {
                play(stage, channel, receiver);
            }
        } catch (DemoScreen.GoneException e) {
            return 0;
        }
        screen.say("");
        screen.say("Done in " + since(start) + ". No process and no file is left.");
        return 0;
    }

    private void play(DemoStage stage, Channel channel, Receiver<String> receiver)
            throws IOException {
        screen.title("Millrace: many senders, one receiver, one mapped file between processes");
        List<DemoStage.Child> senders = new ArrayList<>();
        for (int number = 1; number <= SENDERS; number++) {
            senders.add(stage.startSender(number));
        }
        introduce(channel, senders);
        for (DemoStage.Child sender : senders) {
            sender.awaitReady();
        }
        book(receiver, senders);

        DemoMeter meter = new DemoMeter(receiver, channel, screen, SENDERS);
        fullSpeed(meter, senders);
        killFirst(meter, senders);
        killLast(meter, senders.get(1));
    }

    private void introduce(Channel channel, List<DemoStage.Child> senders) {
        ChannelStatus status = channel.status();
        screen.say("  file       " + Text.printable(status.channel()));
        screen.say(
                "  ring       %s; heartbeat every %s, timeout %s"
                        .formatted(
                                Figures.size(status.capacity()),
                                Figures.duration(status.heartbeatInterval()),
                                Figures.duration(status.heartbeatTimeout())));
        screen.say("  receiver   process %d (this one)".formatted(ProcessHandle.current().pid()));
        for (DemoStage.Child sender : senders) {
            screen.say("  sender %d   process %d".formatted(sender.number(), sender.pid()));
        }
    }

    private void book(Receiver<String> receiver, List<DemoStage.Child> senders) throws IOException {
        screen.title("The book's messages, as they arrive from two processes");
        for (DemoStage.Child sender : senders) {
            sender.tell(DemoSender.BOOK);
        }
        for (int i = 0; i < BOOK_MESSAGES; i++) {
            String message = receiver.receive(PATIENCE);
            if (message == null) {
                throw new IOException(
                        "demo: message %d of %d did not come within %s; is the machine very busy?"
                                .formatted(i + 1, BOOK_MESSAGES, Figures.duration(PATIENCE)));
            }
            screen.say("Got: " + message);
        }
    }

    private void fullSpeed(DemoMeter meter, List<DemoStage.Child> senders) throws IOException {
        screen.title(
                "Both as fast as they can: %d bytes a message, one in %d timed, waiting in the ring"
                                .formatted(DemoSender.MESSAGE_LENGTH, DemoSender.TIMED_ONE_IN)
                        + " included");
        for (DemoStage.Child sender : senders) {
            sender.tell(DemoSender.FULL_SPEED);
        }
        meter.show(FULL_SPEED_S);
        screen.say(
                "  "
                        + Figures.count(meter.messages())
                        + " messages, each sender's in the order sent, none missing");
    }

    private void killFirst(DemoMeter meter, List<DemoStage.Child> senders) throws IOException {
        DemoStage.Child victim = senders.get(0);
        screen.title(
                "kill -9 %d (sender %d): the channel goes on"
                        .formatted(victim.pid(), victim.number()));
        long killed = System.nanoTime();
        victim.kill();
        meter.receiveUntilDropped(victim.pid(), PATIENCE);
        screen.say(
                "  reported dropped after %s: the kernel has let go of its lock"
                        .formatted(since(killed)));
        screen.say("  sender %d alone:".formatted(senders.get(1).number()));
        meter.show(AFTER_THE_FIRST_S);
    }

    private void killLast(DemoMeter meter, DemoStage.Child victim) throws IOException {
        screen.title(
                "kill -9 %d (sender %d), the last one: the channel closes"
                        .formatted(victim.pid(), victim.number()));
        long killed = System.nanoTime();
        victim.kill();
        long late = meter.receiveUntilClosed(PATIENCE);
        screen.say(
                "  closed and drained after %s; the last %s messages still arrived"
                        .formatted(since(killed), Figures.count(late)));
    }

    private static String since(long startNs) {
        return Figures.duration((double) (System.nanoTime() - startNs));
    }
}
