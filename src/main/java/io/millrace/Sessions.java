package io.millrace;

import io.millrace.liveness.Heartbeats;
import io.millrace.liveness.Session;

/** Ends a session with its last user: the channel and its halves. */
final class Sessions {
    private Sessions() {}

    static void release(Session session) {
        if (session.releaseUser()) {
            Heartbeats.stop(session);
        }
    }
}
