package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.layout.ClaimWord;
import io.millrace.layout.ParticipantLayout;
import io.millrace.liveness.LocalHolds;
import io.millrace.liveness.Session;
import io.millrace.mapping.FreshChannel;
import io.millrace.mapping.Header;
import io.millrace.memory.DirectMemory;
import io.millrace.memory.Memory;
import io.millrace.testkit.Await;
import io.millrace.testkit.StepMemory;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * The receiver ends the mode of a sole sender that may still run: what that one stored before it
 * could see so must be visible when the receiver settles where the channel goes on.
 */
class SoleModeGraceTest {
    private static final long INTERVAL_NS = Header.MIN_INTERVAL_NS;
    private static final Header HEADER =
            new Header(1024, 2, 7, 8, INTERVAL_NS, 3 * INTERVAL_NS, 0, 0, 0);
    private static final int SOLE_SENDER = 1;
    private static final String CLAIM_WORD = " at " + ClaimWord.OFFSET;
    private static final String BASE_WORD =
            " at " + (HEADER.layout().slot(SOLE_SENDER) + ParticipantLayout.BASE_OFFSET);

    private final ByteBuffer file =
            BufferUtil.allocateDirectAligned((int) HEADER.layout().fileLength(), 4096);
    private final LocalHolds holds = new LocalHolds(2);
    private long revokedAtNs;
    private long settledAtNs;

    @Test
    void shouldOutlastAStoreBufferFromTheRevocationOn() {
        FreshChannel.format(file, HEADER);
        Session stopped = session(new DirectMemory(file));
        SenderHalf sender = HostileUse.sender(stopped, file, ChannelOptions.defaults());
        sender.beginClaim(60, false);
        Session session = session(new StepMemory(new DirectMemory(file), this::after));
        ReceiverHalf receiver =
                HostileUse.receiver(
                        session,
                        new UnsafeBuffer(
                                file,
                                (int) HEADER.layout().ringOffset(),
                                HEADER.layout().capacity()));

        long[] nowNs = {0};
        Await.until(
                "the mode is ended",
                () -> {
                    session.beatAndWatch(nowNs[0] += INTERVAL_NS);
                    receiver.tryReceive(Codec.bytes());
                    return settledAtNs != 0;
                });

        assertThat(settledAtNs - revokedAtNs).isGreaterThanOrEqualTo(Memory.STORE_GRACE_NS);
    }

    private Session session(Memory memory) {
        Session session = new Session("test", memory, HEADER, new HostileUse.Shared(holds));
        session.retain();
        return session;
    }

    private void after(String access, boolean changes) {
        if (access.equals("compare-and-set" + CLAIM_WORD) && revokedAtNs == 0) {
            revokedAtNs = System.nanoTime();
        } else if (access.equals("compare-and-set" + BASE_WORD) && settledAtNs == 0) {
            settledAtNs = System.nanoTime();
        } else if (access.equals("load" + CLAIM_WORD) && revokedAtNs == 0) {
            // A look at the clock from before this would be too old to count from.
            spin(2 * Memory.STORE_GRACE_NS);
        }
    }

    private static void spin(long ns) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < ns) {
            Thread.onSpinWait();
        }
    }
}
