package io.millrace.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.mapping.FreshChannel;
import io.millrace.mapping.Header;
import io.millrace.memory.DirectMemory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HeartbeatAgentTest {
    private static final long INTERVAL_NS = 20_000_000;

    private final HeartbeatAgent agent = new HeartbeatAgent();

    @Test
    void shouldGiveSessionsOfOneIntervalTheirTurnsTogether() {
        agent.add(session(INTERVAL_NS));
        turns();
        long start = System.nanoTime();
        while (System.nanoTime() - start < INTERVAL_NS / 4) {
            Thread.onSpinWait();
        }
        agent.add(session(INTERVAL_NS));
        turns();

        assertThat(turns()).isEqualTo(2);
        assertThat(turns()).isEqualTo(2);
    }

    @Test
    void shouldGiveASessionOfTwiceTheIntervalEachSecondTurn() {
        agent.add(session(INTERVAL_NS));
        agent.add(session(2 * INTERVAL_NS));
        int together = turns();
        while (together != 1) {
            together = turns();
        }

        assertThat(turns()).isEqualTo(2);
    }

    private int turns() {
        int turns = agent.doWork();
        while (turns == 0) {
            turns = agent.doWork();
        }
        return turns;
    }

    private static Session session(long intervalNs) {
        Header header = new Header(1024, 2, 7, 8, intervalNs, 3 * intervalNs, 0, 0, 0);
        ByteBuffer file = ByteBuffer.allocateDirect((int) header.layout().fileLength());
        FreshChannel.format(file, header);
        return new Session("test", new DirectMemory(file), header, new LocalHolds(2));
    }
}
