package io.millrace.bench.subjects;

import io.millrace.MessageHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;

/** Another subject whose receiver waits by an idle strategy of its own. */
final class IdlingSubject implements LinkSubject {
    private final String name;
    private final LinkSubject base;
    private final String waiting;
    private final Supplier<IdleStrategy> idleStrategies;

    /**
     * A way of waiting.
     *
     * @param waiting describes it.
     */
    IdlingSubject(
            String name, LinkSubject base, String waiting, Supplier<IdleStrategy> idleStrategies) {
        this.name = name;
        this.base = base;
        this.waiting = waiting;
        this.idleStrategies = idleStrategies;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String settings() {
        return waiting + "; else as " + base.name();
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
        return base.supports(scope, size, senders);
    }

    @Override
    public Companion begin(Path home) throws IOException {
        return base.begin(home);
    }

    @Override
    public Link open(LinkSpec spec) throws IOException {
        return new IdlingLink(base.open(spec), idleStrategies);
    }

    private record IdlingLink(Link base, Supplier<IdleStrategy> idleStrategies) implements Link {
        @Override
        public LinkSender sender(int index) throws IOException {
            return base.sender(index);
        }

        @Override
        public LinkReceiver receiver(MessageHandler handler) throws IOException {
            return new IdlingReceiver(base.receiver(handler), idleStrategies.get());
        }

        @Override
        public void close() {
            base.close();
        }
    }

    private record IdlingReceiver(Link.LinkReceiver base, IdleStrategy own)
            implements Link.LinkReceiver {
        @Override
        public int poll(int limit) {
            return base.poll(limit);
        }

        @Override
        public int receive(int limit, IdleStrategy idle, Duration patience) {
            int count = base.poll(limit);
            own.idle(count);
            return count;
        }
    }
}
