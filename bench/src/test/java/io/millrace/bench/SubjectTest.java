package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmarks do what they say, whatever they measure; their tear-downs count. */
class SubjectTest {
    @ParameterizedTest
    @EnumSource
    void everyMessageArrivesOnceAndInSequence(SubjectKind kind) {
        Throughput throughput = new Throughput();
        throughput.subject = kind;
        throughput.open();
        for (int i = 0; i < 100; i++) {
            throughput.send();
        }
        throughput.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyRequestHasItsReply(SubjectKind kind) {
        RoundTrip roundTrip = new RoundTrip();
        roundTrip.subject = kind;
        roundTrip.open();
        for (int i = 0; i < 1000; i++) {
            roundTrip.exchange();
        }
        roundTrip.close();
    }

    @Test
    void theCheckRefusesWhatIsOutOfSequence() {
        UnsafeBuffer message = new UnsafeBuffer(new byte[Subject.MESSAGE_LENGTH]);
        Subject.write(message, 0, 1);
        assertThatThrownBy(() -> new SequenceCheck().onMessage(message, 0, Subject.MESSAGE_LENGTH))
                .hasMessage("got message 1 in place of 0");
    }

    @Test
    void aFailedPartnerEndsTheBenchmark() {
        Partner partner =
                new Partner(
                        "receiver",
                        () -> {
                            throw new IllegalStateException("broken");
                        });
        assertThatThrownBy(partner::close)
                .hasMessage("receiver failed")
                .hasRootCauseMessage("broken");
    }
}
