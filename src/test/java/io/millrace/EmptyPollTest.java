package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who polls in a loop looks after the senders now and then, at a price that does not show. */
class EmptyPollTest {
    private static final int POLLS_BETWEEN_LOOKS = 8;

    @Test
    void shouldNoticeThatTheSendersAreGoneWithinAFewPolls() {
        try (Channel channel = Channel.inProcess();
                Sender<String> sender = channel.sender(Codec.utf8());
                Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            assertThat(poll(receiver)).isZero();

            sender.close();
            for (int i = 0; i < POLLS_BETWEEN_LOOKS; i++) {
                assertThat(poll(receiver)).isZero();
            }

            assertThat(channel.status().closed()).isTrue();
        }
    }

    @Test
    void shouldCountThosePollsTooThatLookAtNobody() {
        try (Channel channel = Channel.inProcess();
                Sender<String> sender = channel.sender(Codec.utf8());
                Receiver<String> receiver = channel.receiver(Codec.utf8())) {
            assertThat(sender.trySend("one")).isTrue();
            assertThat(poll(receiver)).isEqualTo(1);

            for (int i = 0; i < 1 + POLLS_BETWEEN_LOOKS; i++) {
                assertThat(poll(receiver)).isZero();
            }

            assertThat(channel.status().emptyPolls()).isEqualTo(1 + POLLS_BETWEEN_LOOKS);
        }
    }

    private static int poll(Receiver<String> receiver) {
        return receiver.poll((buffer, offset, length) -> {}, 10);
    }
}
