package io.millrace;

import static io.millrace.Refusals.assertThrows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Halves that cannot be attached: the slots are taken, or the wait strategy fails. */
class RefusedAttachTest {
    @AutoClose
    private final Channel channel =
            Channel.inProcess(ChannelOptions.defaults().capacity(4096).maxSenders(2));

    /** Keeps halves reachable to the end of the test: one that is not is closed. */
    private final List<Object> kept = new ArrayList<>();

    @Test
    void aFullSenderTableIsRefusedAndASlotThatWasLeftIsUsedAgain() {
        Sender<String> first = channel.sender(Codec.utf8());
        kept.add(channel.sender(Codec.utf8()));
        String text =
                "the channel in this process: all 2 sender slots are taken (option maxSenders)";

        assertThrows(ChannelFullException.class, () -> channel.sender(Codec.utf8()), text);
        assertThrows(ChannelFullException.class, first::duplicate, text);
        first.close();

        channel.sender(Codec.utf8()).close();
    }

    @Test
    void aSecondReceiverIsRefusedWithProcessAndHeartbeatOfTheFirst() {
        kept.add(channel.receiver(Codec.utf8()));

        assertThatThrownBy(() -> channel.receiver(Codec.utf8()))
                .isInstanceOf(ReceiverInUseException.class)
                .hasMessageMatching(
                        "the channel in this process has a receiver: process "
                                + ProcessHandle.current().pid()
                                + ", last heartbeat \\d{1,4} ms ago");
    }

    @Test
    void aWaitStrategyThatFailsTakesNoSlot() {
        try (Channel failing =
                Channel.inProcess(
                        ChannelOptions.defaults()
                                .capacity(4096)
                                .waitStrategy(
                                        () -> {
                                            throw new UnsupportedOperationException("no strategy");
                                        }))) {
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> failing.sender(Codec.utf8()),
                    "no strategy");
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> failing.receiver(Codec.utf8()),
                    "no strategy");
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> failing.receiver(Codec.utf8()),
                    "no strategy");
            assertThat(failing.status().senders())
                    .allSatisfy(half -> assertThat(half.state()).isEqualTo("closed"));
        }
    }
}
