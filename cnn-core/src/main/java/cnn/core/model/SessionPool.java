package cnn.core.model;

import cnn.core.engine.Session;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Sessions waiting for work, made when they are first needed. There are never more than a given number, so that memory
 * does not grow with callers: who finds all in use waits, virtual threads without holding a carrier. Otherwise taking
 * and giving back neither blocks nor allocates.
 */
final class SessionPool {
    private final Supplier<Session> maker;
    private final AtomicReferenceArray<Session> waiting;
    private final Semaphore free;

    /** A pool of at most so many sessions. */
    SessionPool(int most, Supplier<Session> maker) {
        this.maker = maker;
        waiting = new AtomicReferenceArray<>(most);
        free = new Semaphore(most);
    }

    /** A session for the caller alone, who must give it back. */
    Session take() {
        free.acquireUninterruptibly();
        for (int i = 0; i < waiting.length(); i++) {
            Session session = waiting.get(i) == null ? null : waiting.getAndSet(i, null);
            if (session != null) {
                return session;
            }
        }
        try {
            return maker.get();
        } catch (Throwable e) {
            free.release();
            throw e;
        }
    }

    /** Keeps a session for the next caller. */
    void giveBack(Session session) {
        for (int i = 0; i < waiting.length(); i++) {
            if (waiting.compareAndSet(i, null, session)) {
                break;
            }
        }
        free.release();
    }
}
