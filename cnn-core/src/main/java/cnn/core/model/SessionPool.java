package cnn.core.model;

import cnn.core.engine.Session;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/** Sessions waiting for work. Taking and giving back neither blocks nor allocates, unless all are in use. */
final class SessionPool {
    private final Supplier<Session> maker;
    private final AtomicReferenceArray<Session> waiting = new AtomicReferenceArray<>(
            2 * Runtime.getRuntime().availableProcessors());

    SessionPool(Supplier<Session> maker) {
        this.maker = maker;
    }

    Session take() {
        for (int i = 0; i < waiting.length(); i++) {
            Session session = waiting.get(i) == null ? null : waiting.getAndSet(i, null);
            if (session != null) {
                return session;
            }
        }
        return maker.get();
    }

    /** Keeps a session for the next caller; more than twice the processors are let go. */
    void giveBack(Session session) {
        for (int i = 0; i < waiting.length(); i++) {
            if (waiting.compareAndSet(i, null, session)) {
                return;
            }
        }
    }
}
