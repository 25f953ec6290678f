package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Senders come and go, each in a slot of its own that another uses later. */
class SenderSlotTest {
    private final Channel channel = Channel.inProcess(SmallRing.OPTIONS);

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void aDuplicateIsASenderOfItsOwn() {
        Receiver<String> receiver = channel.receiver(Codec.utf8());
        Sender<String> sender = channel.sender(Codec.utf8());
        Sender<String> duplicate = sender.duplicate();
        Claim open = sender.claim(5);

        duplicate.send("while the other has a claim open");
        open.buffer().putStringWithoutLengthAscii(open.offset(), "claim");
        open.commit();
        sender.close();
        duplicate.send("and after it has left");
        duplicate.close();

        assertThat(receiver.stream())
                .containsExactly(
                        "claim", "while the other has a claim open", "and after it has left");
    }

    @Test
    void aSlotIsUsedAgainAfterItsSenderHasClosed() {
        Receiver<Long> receiver = channel.receiver(Codec.int64());
        try (Sender<Long> stays = channel.sender(Codec.int64())) {
            for (long i = 0; i < 1000; i++) {
                try (Sender<Long> comes = stays.duplicate()) {
                    comes.send(i);
                }
                assertThat(receiver.receive()).isEqualTo(i);
            }
            assertThat(channel.status().senders()).hasSize(2);
        }
    }

    @Test
    void countersOfASlotBeginAnewWithItsNextSender() {
        try (Sender<String> first = channel.sender(Codec.utf8())) {
            first.send("abc");
            first.send("de");
            assertThat(channel.status().senders().get(0).messages()).isEqualTo(2);
            assertThat(channel.status().senders().get(0).bytes()).isEqualTo(5);
        }
        try (Sender<String> second = channel.sender(Codec.utf8())) {
            assertThat(channel.status().senders().get(0).messages()).isZero();
            second.send("f");
            assertThat(channel.status().senders().get(0).messages()).isEqualTo(1);
        }
    }
}
