package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.subjects.Message;
import io.millrace.bench.subjects.MessageCheck;
import java.io.IOException;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks of one JVM do what they say, whatever they measure. */
class JmhBenchmarkTest {
    private static final int MESSAGES = 10_000;

    @ParameterizedTest
    @CsvSource({
        "millrace, 32",
        "millrace-send, 32",
        "agrona-many-to-one, 32",
        "jctools-mpsc, 32",
        "disruptor, 32",
        "linked-transfer-queue, 32",
        "millrace, 8",
        "millrace, 1048576"
    })
    void everyMessageArrivesOnceAndInSequence(String subject, int size) throws IOException {
        Throughput throughput = new Throughput();
        throughput.subject = subject;
        throughput.size = size;
        throughput.open(1);
        Throughput.Source source = new Throughput.Source();
        source.open(throughput, 0);
        int messages = size > 4096 ? 100 : MESSAGES;
        source.send(messages);
        throughput.close();
        assertThat(throughput.received()).isEqualTo(messages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"millrace", "millrace-send", "agrona-many-to-one", "floor"})
    void everyRequestHasItsReply(String subject) throws IOException {
        RoundTrip roundTrip = new RoundTrip();
        roundTrip.subject = subject;
        roundTrip.size = subject.equals("floor") ? 8 : 32;
        roundTrip.open();
        for (int i = 0; i < 1000; i++) {
            roundTrip.exchange();
        }
        roundTrip.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "int64", "utf8", "direct"})
    void everyCodecSends(String codec) {
        CodecThroughput throughput = new CodecThroughput();
        throughput.codec = codec;
        throughput.open();
        for (int i = 0; i < MESSAGES; i++) {
            throughput.send();
        }
        throughput.close();
    }

    static Stream<ToIntFunction<OneThread>> oneThread() {
        return Stream.of(
                OneThread::claimAndPoll,
                OneThread::sendAndPoll,
                OneThread::batchAndPoll,
                OneThread::claimsAndPoll,
                OneThread::agronaClaimAndPoll,
                OneThread::agronaSendAndPoll,
                OneThread::agronaClaimsAndPoll);
    }

    @ParameterizedTest
    @MethodSource("oneThread")
    void oneThreadPollsAllThatItSends(ToIntFunction<OneThread> benchmark) {
        OneThread both = new OneThread();
        both.open();
        for (int i = 0; i < 3 * MESSAGES; i++) {
            assertThat(benchmark.applyAsInt(both)).isIn(1, 64);
        }
        assertThat(both.emptyPoll() + both.agronaEmptyPoll()).isZero();
        both.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32, 64, 256, 264, 1 << 20})
    void theCheckRefusesWhatIsOutOfSequenceOrDamaged(int size) {
        Message message = new Message(size);
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[size]);
        MessageCheck check = new MessageCheck(message, 2);
        message.write(bytes, 0, Message.stamp(1, 0));
        check.onMessage(bytes, 0, size);
        assertThat(check.count(1)).isEqualTo(1);
        assertThatThrownBy(() -> check.onMessage(bytes, 0, size))
                .hasMessage("got message 0 of sender 1 in place of 1");
        message.write(bytes, 0, Message.stamp(2, 0));
        assertThatThrownBy(() -> check.onMessage(bytes, 0, size))
                .hasMessage("got message 0 of sender 2 in place of one that there is");
        assertThatThrownBy(() -> check.onMessage(bytes, 0, size - 4))
                .hasMessageContaining("is damaged");
        if (size > 8) {
            bytes.putByte(size - 1, (byte) ~bytes.getByte(size - 1));
            assertThatThrownBy(() -> check.onMessage(bytes, 0, size))
                    .hasMessageContaining("is damaged");
        }
    }

    @Test
    void aFailedPartnerEndsTheBenchmark() {
        Partner partner =
                new Partner(
                        "receiver",
                        false,
                        () -> {
                            throw new IllegalStateException("broken");
                        });
        assertThatThrownBy(partner::close)
                .hasMessage("receiver failed")
                .hasRootCauseMessage("broken");
    }
}
