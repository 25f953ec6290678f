package io.millrace.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.subjects.Link;
import io.millrace.bench.subjects.Link.LinkReceiver;
import io.millrace.bench.subjects.Link.LinkSender;
import io.millrace.bench.subjects.LinkSpec;
import io.millrace.bench.subjects.LinkSubject;
import io.millrace.bench.subjects.LinkSubject.Companion;
import io.millrace.bench.subjects.Message;
import io.millrace.bench.subjects.MessageCheck;
import io.millrace.bench.subjects.Scope;
import io.millrace.bench.subjects.Subject;
import io.millrace.bench.subjects.Subjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
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
    private static final int MESSAGES = 1000;

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
                .filter(subject -> subject instanceof LinkSubject && !subject.isVariation())
                .map(subject -> (LinkSubject) subject);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void passesMessagesWholeAndInOrder(LinkSubject subject) throws IOException {
        try (Companion beside = subject.begin(home)) {
            assertThat(beside).isNotNull();
            for (boolean shared : new boolean[] {false, true}) {
                Scope scope = shared ? Scope.JVMS : Scope.THREADS;
                if (subject.supports(scope, 32, 1)) {
                    pass(subject, shared, subject.supports(scope, 32, 2) ? 2 : 1);
                }
            }
        }
    }

    private void pass(LinkSubject subject, boolean shared, int senders) throws IOException {
        Message message = new Message(subject.messageSize(32));
        MessageCheck check = new MessageCheck(message, senders);
        String name = "link-" + shared + senders;
        LinkSpec spec = new LinkSpec(home, shared, name, message.size(), senders, true);
        try (Link link = subject.open(spec)) {
            LinkReceiver receiver = link.receiver(check);
            LinkSender[] each = new LinkSender[senders];
            for (int i = 0; i < senders; i++) {
                each[i] = link.sender(i);
            }
            for (int number = 0; number < MESSAGES; number++) {
                for (int i = 0; i < senders; i++) {
                    while (!each[i].offer(Message.stamp(i, number))) {
                        receiver.poll(10);
                    }
                }
                if (isFloor(subject)) {
                    receiver.poll(1);
                }
            }
            while (!haveAll(check, senders)) {
                Arrays.stream(each).forEach(LinkSender::flush);
                receiver.poll(10);
            }
        }
        for (int i = 0; i < senders; i++) {
            assertThat(check.count(i)).as("messages of sender %d", i).isEqualTo(MESSAGES);
        }
    }

    private static boolean isFloor(Subject subject) {
        return subject.name().equals(Subjects.FLOOR);
    }

    private static boolean haveAll(MessageCheck check, int senders) {
        for (int i = 0; i < senders; i++) {
            if (check.count(i) < MESSAGES) {
                return false;
            }
        }
        return true;
    }
}
