package io.millrace.liveness;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;

/**
 * The heartbeats of this process: one daemon thread for all sessions that do not bring their own
 * duty cycle, started with the first and ended with the last. At exit of the JVM all halves are
 * closed.
 */
public final class Heartbeats {
    private static final long EXIT_PATIENCE_NS = 1_000_000_000;
    private static final long EXIT_PAUSE_NS = 200_000;
    private static final Object LOCK = new Object();
    private static final List<Session> SESSIONS = new CopyOnWriteArrayList<>();
    private static HeartbeatAgent shared;
    private static Thread thread;
    private static boolean hooked;

    private Heartbeats() {}

    /** Begins the heartbeats of a session on the shared thread. */
    public static void start(Session session) {
        synchronized (LOCK) {
            remember(session);
            if (shared == null) {
                shared = new HeartbeatAgent();
                shared.add(session);
                AgentRunner runner =
                        new AgentRunner(
                                new UntilNextTurn(shared),
                                Heartbeats::ignoreEnd,
                                null,
                                new Ending(shared));
                thread = AgentRunner.startOnThread(runner, Heartbeats::daemon);
            } else {
                shared.add(session);
                LockSupport.unpark(thread);
            }
        }
    }

    /** Ends the heartbeats of a session. */
    public static void stop(Session session) {
        synchronized (LOCK) {
            SESSIONS.remove(session);
            if (shared != null) {
                shared.remove(session);
                if (shared.isIdle()) {
                    LockSupport.unpark(thread);
                }
            }
        }
    }

    /** Heartbeats of one session for a duty cycle of the caller's own. */
    public static AgentInvoker invoker(Session session) {
        HeartbeatAgent agent = new HeartbeatAgent();
        agent.add(session);
        synchronized (LOCK) {
            remember(session);
        }
        return new AgentInvoker(Heartbeats::ignoreEnd, null, agent);
    }

    private static Thread daemon(Runnable work) {
        Thread daemon = new Thread(work, "millrace-heartbeat");
        daemon.setDaemon(true);
        return daemon;
    }

    private static void remember(Session session) {
        SESSIONS.add(session);
        if (!hooked) {
            hooked = true;
            Runtime.getRuntime().addShutdownHook(new Thread(Heartbeats::closeAll, "millrace-exit"));
        }
    }

    /**
     * A half that a thread waits in is closed by that thread, once it has seen the request; the JVM
     * would end before.
     */
    private static void closeAll() {
        SESSIONS.forEach(session -> session.halves().forEach(LocalHalf::close));
        long start = System.nanoTime();
        while (SESSIONS.stream().anyMatch(session -> !session.halves().isEmpty())
                && System.nanoTime() - start < EXIT_PATIENCE_NS) {
            LockSupport.parkNanos(EXIT_PAUSE_NS);
        }
    }

    private static void ignoreEnd(Throwable error) {
        if (!(error instanceof AgentTerminationException)) {
            System.getLogger(Heartbeats.class.getName())
                    .log(System.Logger.Level.ERROR, "the heartbeat thread failed", error);
        }
    }

    /** Ends the thread when there is nobody left to beat for. */
    private record Ending(HeartbeatAgent agent) implements Agent {
        @Override
        public int doWork() {
            if (agent.isIdle()) {
                synchronized (LOCK) {
                    if (agent.isIdle()) {
                        shared = null;
                        thread = null;
                        throw new AgentTerminationException();
                    }
                }
            }
            return agent.doWork();
        }

        @Override
        public String roleName() {
            return agent.roleName();
        }
    }

    private record UntilNextTurn(HeartbeatAgent agent) implements IdleStrategy {
        @Override
        public void idle(int workCount) {
            idle();
        }

        @Override
        public void idle() {
            long wait = agent.untilNextTurnNs();
            if (wait > 0 && !agent.isIdle()) {
                LockSupport.parkNanos(agent, wait);
            }
        }

        @Override
        public void reset() {}
    }
}
