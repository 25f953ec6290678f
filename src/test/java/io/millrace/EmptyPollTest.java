package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who polls in a loop looks after the senders now and then, at a price that does not show. */
class EmptyPollTest {
    private static final int POLLS_BETWEEN_LOOKS = 64;

    /** The test invokes the heartbeats, whenever it wants. */
    private static final ChannelOptions OPTIONS =
            ChannelOptions.defaults()
                    .ownDutyCycle(true)
                    .heartbeatInterval(Duration.ofMillis(1))
                    .heartbeatTimeout(Duration.ofMinutes(1));

    private final Channel channel = Channel.inProcess(OPTIONS);
    private final Sender<String> sender = channel.sender(Codec.utf8());
    private final Receiver<String> receiver = channel.receiver(Codec.utf8());

    @BeforeEach
    void lookOnce() {
        assertThat(poll()).isZero();
    }

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void shouldNoticeThatTheSendersAreGoneWithinAFewPolls() {
        sender.close();

        poll(POLLS_BETWEEN_LOOKS - 1);
        assertThat(channel.status().closed()).isFalse();
        poll(1);
        assertThat(channel.status().closed()).isTrue();
    }

    @Test
    void shouldNoticeThatTheSendersAreGoneAtTheFirstPollAfterAMessage() {
        assertThat(sender.trySend("one")).isTrue();
        sender.close();
        assertThat(poll()).isEqualTo(1);

        poll(1);
        assertThat(channel.status().closed()).isTrue();
    }

    @Test
    void shouldNoticeThatTheSendersAreGoneAtTheFirstPollAfterAHeartbeat() {
        sender.close();
        while (channel.agentInvoker().invoke() == 0) {
            Thread.onSpinWait();
        }

        poll(1);
        assertThat(channel.status().closed()).isTrue();
    }

    @Test
    void shouldGiveTheRoomOfAnAbortedClaimBackAtOnce() {
        int half = sender.maxMessageLength();
        sender.claim(half).abort();
        sender.claim(half).abort();
        assertThat(sender.tryClaim(half)).isNull();

        poll(1);
        assertThat(sender.tryClaim(half)).isNotNull();
    }

    @Test
    void shouldCountThosePollsTooThatLookAtNobody() {
        long before = channel.status().emptyPolls();

        poll(POLLS_BETWEEN_LOOKS);
        assertThat(channel.status().emptyPolls()).isEqualTo(before + POLLS_BETWEEN_LOOKS);
    }

    private void poll(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(poll()).isZero();
        }
    }

    private int poll() {
        return receiver.poll((buffer, offset, length) -> {}, 10);
    }
}
