package io.millrace.ring;

import io.millrace.ring.SimpleRing.Length;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * The ring's real algorithm, stopped between any two accesses to memory, is like a simple queue:
 * Lincheck makes up scenarios and goes through their interleavings.
 *
 * <p>A receiver that finds no record looks at the producer cursor: nothing was claimed, or it waits
 * for the stamp. Without that look a ring of this kind may seem empty while a sender that has
 * claimed first is slower than one behind it.
 */
public class LinearizabilityTest {
    @Test
    void manySendersAndAReceiver() {
        check(ManySenders.class, 3, 2);
    }

    @Test
    void oneSenderAloneAndAReceiver() {
        check(OneSender.class, 2, 4);
    }

    @Test
    void sendersThatTakeTheCursorForThemselvesAndAReceiver() {
        check(SoleSenders.class, 3, 2);
    }

    private static void check(Class<?> operations, int threads, int actorsPerThread) {
        new ModelCheckingOptions()
                .threads(threads)
                .actorsPerThread(actorsPerThread)
                .actorsBefore(2)
                .actorsAfter(2)
                .iterations(8)
                .invocationsPerIteration(500)
                .sequentialSpecification(SimpleQueue.class)
                .check(operations);
    }

    /** Each thread is a sender, one of them the receiver too. */
    @Param(name = "sender", gen = ThreadIdGen.class)
    public static class ManySenders {
        private final SimpleRing ring = new SimpleRing();

        @Operation
        public boolean send(@Param(name = "sender") int sender, Length length) {
            return ring.send(sender, length, length);
        }

        @Operation
        public boolean sendPart(@Param(name = "sender") int sender, Length length) {
            return ring.send(sender, length, Length.SHORT);
        }

        @Operation
        public boolean abort(@Param(name = "sender") int sender, Length length) {
            return ring.abort(sender, length);
        }

        @Operation(nonParallelGroup = "receiver")
        public long receive() {
            return ring.receive();
        }

        @Operation(nonParallelGroup = "receiver")
        public void giveBack() {
            ring.giveBack();
        }
    }

    /** As above, and senders hear now and then that they are alone, rightly or not. */
    @Param(name = "sender", gen = ThreadIdGen.class)
    public static class SoleSenders {
        private final SimpleRing ring = new SimpleRing();

        @Operation
        public boolean send(@Param(name = "sender") int sender, Length length) {
            return ring.send(sender, length, length);
        }

        @Operation
        public void setAlone(@Param(name = "sender") int sender) {
            ring.setAlone(sender);
        }

        @Operation(nonParallelGroup = "receiver")
        public long receive() {
            return ring.receive();
        }
    }

    /** One thread sends in the sole mode, the other receives. */
    public static class OneSender {
        private final SimpleRing ring = new SimpleRing();

        public OneSender() {
            ring.setAlone(SimpleRing.ONLY_SENDER);
        }

        @Operation(nonParallelGroup = "sender")
        public boolean send(Length length) {
            return ring.send(SimpleRing.ONLY_SENDER, length, length);
        }

        @Operation(nonParallelGroup = "receiver")
        public long receive() {
            return ring.receive();
        }

        @Operation(nonParallelGroup = "receiver")
        public void giveBack() {
            ring.giveBack();
        }
    }
}
