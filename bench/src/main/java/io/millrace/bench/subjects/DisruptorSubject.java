package io.millrace.bench.subjects;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.EventPoller.PollState;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.millrace.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;

/** LMAX Disruptor: messages stand in the ring's own events; the receiver polls. */
final class DisruptorSubject implements LinkSubject {
    private static final int LONGEST = 4096;

    @Override
    public String name() {
        return "disruptor";
    }

    @Override
    public String settings() {
        return "RingBuffer with one or many producers, tryNext and publish, EventPoller; messages"
                + " in buffers of the ring";
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return scope == Scope.THREADS && size <= LONGEST;
    }

    @Override
    public Link open(LinkSpec spec) {
        int size = spec.size();
        YieldingWaitStrategy waits = new YieldingWaitStrategy();
        RingBuffer<UnsafeBuffer> ring =
                spec.senders() == 1
                        ? RingBuffer.createSingleProducer(
                                () -> new UnsafeBuffer(new byte[size]), spec.queueLength(), waits)
                        : RingBuffer.createMultiProducer(
                                () -> new UnsafeBuffer(new byte[size]), spec.queueLength(), waits);
        return new DisruptorLink(ring, new Message(size));
    }

    private record DisruptorLink(RingBuffer<UnsafeBuffer> ring, Message message) implements Link {
        @Override
        public LinkSender sender(int index) {
            return this::offer;
        }

        private boolean offer(long stamp) {
            long sequence;
            try {
                sequence = ring.tryNext();
            } catch (InsufficientCapacityException e) {
                return false;
            }
            message.write(ring.get(sequence), 0, stamp);
            ring.publish(sequence);
            return true;
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            EventPoller<UnsafeBuffer> poller = ring.newPoller(new Sequence[0]);
            ring.addGatingSequences(poller.getSequence());
            return new DisruptorReceiver(poller, handler);
        }

        @Override
        public void close() {}
    }

    private static final class DisruptorReceiver implements Link.LinkReceiver {
        private final EventPoller<UnsafeBuffer> poller;
        private final EventPoller.Handler<UnsafeBuffer> shown;
        private int count;
        private int limit;

        DisruptorReceiver(EventPoller<UnsafeBuffer> poller, MessageHandler handler) {
            this.poller = poller;
            shown =
                    (event, sequence, endOfBatch) -> {
                        handler.onMessage(event, 0, event.capacity());
                        return ++count < limit;
                    };
        }

        @Override
        public int poll(int limit) {
            this.limit = limit;
            count = 0;
            try {
                return poller.poll(shown) == PollState.PROCESSING ? count : 0;
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
