package io.millrace.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.subjects.CaseKind;
import io.millrace.bench.subjects.Link;
import io.millrace.bench.subjects.Link.LinkReceiver;
import io.millrace.bench.subjects.Link.LinkSender;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.LinkSubject;
import io.millrace.bench.subjects.LinkSubject.Companion;
import io.millrace.bench.subjects.Message;
import io.millrace.bench.subjects.MessageCheck;
import io.millrace.bench.subjects.Role;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subject;
import io.millrace.bench.subjects.Subjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every subject passes the messages of all senders, whole and in order; a run would not find out.
 */
@Timeout(30)
class LinkTest {
    private static final int BURST = 100;
    private static final int SMALL = 32;
    private static final int LARGE = 1 << 16;
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Scratch.newDirectory(Scratch.parent());
    }

    @AfterEach
    void deleteHome() {
        Scratch.delete(home);
    }

    static Stream<LinkSubject> subjects() {
        return Subjects.all().stream()
                .filter(
                        subject ->
                                subject instanceof LinkSubject && subject.role() != Role.VARIATION)
                .map(subject -> (LinkSubject) subject);
    }

    static Stream<LinkSubject> streams() {
        return subjects().filter(subject -> subject.cases().contains(CaseKind.THROUGHPUT));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void passesMessagesWholeAndInOrder(LinkSubject subject) throws IOException {
        try (Companion beside = subject.begin(home)) {
            assertThat(beside).isNotNull();
            for (boolean shared : new boolean[] {false, true}) {
                Scope scope = shared ? Scope.JVMS : Scope.THREADS;
                if (subject.supports(scope, SMALL, 1)) {
                    pass(subject, shared, SMALL, 1000, subject.supports(scope, SMALL, 2) ? 2 : 1);
                }
                if (subject.supports(scope, LARGE, 1)) {
                    pass(subject, shared, LARGE, 10, 1);
                }
            }
        }
    }

    private void pass(LinkSubject subject, boolean shared, int size, int messages, int senders)
            throws IOException {
        Message message = new Message(subject.messageSize(size));
        MessageCheck check = new MessageCheck(message, senders);
        String name = "link-" + shared + size;
        AtomicInteger polled = new AtomicInteger();
        int burst = isFloor(subject) ? 1 : BURST;
        LinkSpec spec = new LinkSpec(home, shared, name, message.size(), senders, true);
        try (Link link = subject.open(spec)) {
            LinkReceiver receiver = link.receiver(check);
            LinkSender[] each = new LinkSender[senders];
            for (int i = 0; i < senders; i++) {
                each[i] = link.sender(i);
            }
            Runnable poll = () -> polled.addAndGet(receiver.poll(10));
            for (int number = 0; number < messages; number += burst) {
                for (int i = 0; i < senders; i++) {
                    int count = Math.min(burst, messages - number);
                    each[i].send(Message.stamp(i, number), count, poll);
                }
                if (isFloor(subject)) {
                    polled.addAndGet(receiver.poll(1));
                }
            }
            while (!haveAll(check, senders, messages)) {
                Arrays.stream(each).forEach(LinkSender::flush);
                poll.run();
            }
        }
        for (int i = 0; i < senders; i++) {
            assertThat(check.count(i)).as("messages of sender %d", i).isEqualTo(messages);
        }
        assertThat(polled).as("messages that polls told of").hasValue(senders * messages);
    }

    static Stream<LinkSubject> sleepers() {
        return subjects().filter(subject -> subject.cases().contains(CaseKind.WAKE_UP));
    }

    @ParameterizedTest
    @MethodSource("sleepers")
    void wakesWhoWaits(LinkSubject subject) throws Exception {
        int messages = 20;
        Message message = new Message(subject.messageSize(32));
        MessageCheck check = new MessageCheck(message, 1);
        AtomicInteger woken = new AtomicInteger();
        LinkSpec spec = new LinkSpec(home, true, "link", message.size(), 1, false);
        try (Companion beside = subject.begin(home);
                Link link = subject.open(spec)) {
            assertThat(beside).isNotNull();
            LinkReceiver receiver = link.receiver(check);
            LinkSender sender = link.sender(0);
            Thread sleeper =
                    new Thread(
                            () -> {
                                while (woken.get() < messages) {
                                    woken.addAndGet(receiver.receive(1, new Refusal(), FOR_EVER));
                                }
                            });
            sleeper.start();
            for (int number = 0; number < messages; number++) {
                while (woken.get() < number) {
                    Thread.onSpinWait();
                }
                assertThat(sender.offer(Message.stamp(0, number))).isTrue();
            }
            sleeper.join();
        }
        assertThat(check.count(0)).isEqualTo(messages);
    }

    private static boolean isFloor(Subject subject) {
        return subject.name().equals(Subjects.FLOOR);
    }

    private static boolean haveAll(MessageCheck check, int senders, int messages) {
        for (int i = 0; i < senders; i++) {
            if (check.count(i) < messages) {
                return false;
            }
        }
        return true;
    }

    /** A subject that wakes up waits in its own way. */
    private static final class Refusal implements IdleStrategy {
        @Override
        public void idle(int workCount) {
            idle();
        }

        @Override
        public void idle() {
            throw new AssertionError("idled in place of the subject");
        }

        @Override
        public void reset() {}
    }
}
