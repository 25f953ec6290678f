package io.millrace;

import static io.millrace.Refusals.assertThrows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Claims reach no further than their bytes, and not beyond their end. */
class ClaimBoundsTest {
    private static final String CLAIM_OVER =
            "this claim is over: it was committed or aborted, and what was sent is the receiver's";

    @AutoClose
    private final Channel channel =
            Channel.inProcess(ChannelOptions.defaults().capacity(4096).maxSenders(2));

    @Test
    void everyUseOfAClaimThatWasCommittedIsRefused() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Claim claim = sender.claim(8);
        claim.commit();

        assertOver(claim);
    }

    @Test
    void everyUseOfAClaimThatWasAbortedIsRefused() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Claim claim = sender.claim(8);
        claim.abort();

        assertOver(claim);
    }

    @Test
    void everyUseOfAClaimThatWasClosedIsRefused() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Claim claim = sender.claim(8);
        claim.close();

        assertOver(claim);
    }

    @Test
    void everyUseOfAClaimWhoseSenderWasClosedIsRefused() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Claim claim = sender.claim(8);
        sender.close();

        assertOver(claim);
    }

    @Test
    void theBufferOfAClaimHasNoBytesAfterCommit() {
        Sender<String> sender = channel.sender(Codec.utf8());
        Receiver<byte[]> receiver = channel.receiver(Codec.bytes());
        Claim claim = sender.claim(8);
        MutableDirectBuffer buffer = claim.buffer();
        buffer.putLong(claim.offset(), 1);
        claim.commit();

        assertThatThrownBy(() -> buffer.putLong(0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(receiver.receive()[0]).isEqualTo((byte) 1);
    }

    @Test
    void theBufferOfAClaimHasNoBytesAfterAbort() {
        MutableDirectBuffer buffer;
        try (Claim claim = channel.sender(Codec.utf8()).claim(8)) {
            buffer = claim.buffer();
        }

        assertThatThrownBy(() -> buffer.putLong(0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aClaimDoesNotReachBeyondItsLength() {
        try (Claim claim = channel.sender(Codec.utf8()).claim(8)) {
            assertThatThrownBy(() -> claim.buffer().putByte(claim.offset() + 8, (byte) 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> claim.buffer().putByte(claim.offset() - 1, (byte) 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aCommitOfMoreThanWasClaimedIsRefusedAndTheClaimStaysOpen() {
        Claim claim = channel.sender(Codec.utf8()).claim(8);

        assertThrows(
                IllegalArgumentException.class,
                () -> claim.commit(9),
                "a message of 9 bytes cannot be committed, claimed were 8");
        assertThrows(
                IllegalArgumentException.class,
                () -> claim.commit(-1),
                "a message of -1 bytes cannot be committed, claimed were 8");
        claim.commit(8);
    }

    private static void assertOver(Claim claim) {
        assertThrows(IllegalStateException.class, claim::buffer, CLAIM_OVER);
        assertThrows(IllegalStateException.class, claim::offset, CLAIM_OVER);
        assertThrows(IllegalStateException.class, claim::length, CLAIM_OVER);
        assertThrows(IllegalStateException.class, claim::commit, CLAIM_OVER);
        assertThrows(IllegalStateException.class, () -> claim.commit(1), CLAIM_OVER);
        assertThrows(IllegalStateException.class, claim::abort, CLAIM_OVER);
        claim.close();
        assertThat(claim).hasToString("Claim[over]");
    }
}
