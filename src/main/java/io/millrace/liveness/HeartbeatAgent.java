package io.millrace.liveness;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.Agent;

/**
 * Gives each session its turn when its heartbeat interval is over. One agent serves all sessions of
 * a process, or a single one if its user drives it.
 */
final class HeartbeatAgent implements Agent {
    private static final System.Logger LOG = System.getLogger(HeartbeatAgent.class.getName());

    private final List<Turn> turns = new CopyOnWriteArrayList<>();
    private final long origin = System.nanoTime();

    void add(Session session) {
        turns.add(new Turn(session, System.nanoTime()));
    }

    void remove(Session session) {
        turns.removeIf(turn -> turn.session == session);
    }

    boolean isIdle() {
        return turns.isEmpty();
    }

    /** Nanoseconds until somebody's turn; asked by the thread that does the work. */
    long untilNextTurnNs() {
        long now = System.nanoTime();
        long wait = Long.MAX_VALUE;
        for (Turn turn : turns) {
            wait = Math.min(wait, turn.dueNs - now);
        }
        return wait;
    }

    @Override
    public int doWork() {
        long now = System.nanoTime();
        int work = 0;
        for (Turn turn : turns) {
            if (now - turn.dueNs >= 0) {
                turn.dueNs = nextTurn(now, turn.session.header().heartbeatIntervalNs());
                beatAndWatch(turn.session, now);
                work++;
            }
        }
        return work;
    }

    /**
     * A multiple of the interval since the agent began: sessions of one interval have their turns
     * together, so the thread wakes up once for all of them. Each process has a beginning of its
     * own; so not all processes of a host wake up at once.
     */
    private long nextTurn(long now, long intervalNs) {
        return now + intervalNs - (now - origin) % intervalNs;
    }

    private static void beatAndWatch(Session session, long now) {
        try {
            session.beatAndWatch(now);
        } catch (RuntimeException | InternalError e) {
            // InternalError: another program has made the file shorter. The other channels of this
            // process are not to lose their heartbeats for it.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a heartbeat failed; it is tried again at the next interval",
                    e);
        }
    }

    @Override
    public String roleName() {
        return "millrace-heartbeat";
    }

    private static final class Turn {
        final Session session;
        long dueNs;

        Turn(Session session, long dueNs) {
            this.session = session;
            this.dueNs = dueNs;
        }
    }
}
