package io.millrace.bench.subjects;

import io.millrace.Channel;
import io.millrace.Claim;
import io.millrace.Codec;
import io.millrace.MessageHandler;
import io.millrace.Receiver;
import io.millrace.Sender;
import io.millrace.WaitStrategy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/** Millrace whose halves wait in their own way, whatever the host: claim, and poll or receive. */
final class MillraceWaitSubject implements LinkSubject {
    private final String name;
    private final String settings;
    private final WaitStrategy strategy;

    MillraceWaitSubject(String name, String settings, WaitStrategy strategy) {
        this.name = name;
        this.settings = settings;
        this.strategy = strategy;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String settings() {
        return settings
                + " for both halves, claim and commit, poll, and receive when that is empty";
    }

    @Override
    public boolean isPeer() {
        return false;
    }

    @Override
    public Role role() {
        return Role.WAITING;
    }

    @Override
    public Set<CaseKind> cases() {
        return EnumSet.complementOf(EnumSet.of(CaseKind.OPEN));
    }

    @Override
    public boolean supports(Scope scope, int size, int senders) {
        return senders <= MillraceSubject.MAX_SENDERS;
    }

    @Override
    public Link open(LinkSpec spec) {
        return new WaitingLink(
                MillraceSubject.channel(spec, spec.ringLength(), strategy),
                new Message(spec.size()));
    }

    private record WaitingLink(Channel channel, Message message) implements Link {
        @Override
        public LinkSender sender(int index) {
            Sender<byte[]> tx = channel.sender(Codec.bytes());
            return stamp -> {
                try (Claim claim = tx.claim(message.size())) {
                    message.write(claim.buffer(), claim.offset(), stamp);
                    claim.commit();
                }
                return true;
            };
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) {
            return new WaitingReceiver(channel.receiver(new Showing(handler)), handler);
        }

        @Override
        public void close() {
            channel.close();
        }
    }

    private record WaitingReceiver(Receiver<MessageHandler> rx, MessageHandler handler)
            implements Link.LinkReceiver {
        @Override
        public int poll(int limit) {
            return rx.poll(handler, limit);
        }

        @Override
        public int receive(int limit, IdleStrategy idle, Duration patience) {
            int count = rx.poll(handler, limit);
            return count == 0 && rx.receive(patience) != null ? 1 : count;
        }
    }

    /** Shows what is received where it stands, so that it is not copied. */
    private record Showing(MessageHandler handler) implements Codec<MessageHandler> {
        @Override
        public int maxEncodedLength(MessageHandler message) {
            throw new UnsupportedOperationException("only receives");
        }

        @Override
        public int encode(MessageHandler message, MutableDirectBuffer buffer, int offset) {
            throw new UnsupportedOperationException("only receives");
        }

        @Override
        public MessageHandler decode(DirectBuffer buffer, int offset, int length) {
            handler.onMessage(buffer, offset, length);
            return handler;
        }
    }
}
