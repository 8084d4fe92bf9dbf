package cnn.core.model;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Sessions, or what has some, waiting for work, made when they are first needed. There are never more than a given number, so that memory
 * does not grow with callers: who finds all in use waits, virtual threads without holding a carrier. Otherwise taking
 * and giving back neither blocks nor allocates.
 */
final class SessionPool<S> {
    private final Supplier<? extends S> maker;
    private final AtomicReferenceArray<S> waiting;
    private final Semaphore free;

    /** A pool of at most so many sessions. */
    SessionPool(int most, Supplier<? extends S> maker) {
        this.maker = maker;
        waiting = new AtomicReferenceArray<>(most);
        free = new Semaphore(most);
    }

    /** A session for the caller alone, who must give it back. */
    S take() {
        free.acquireUninterruptibly();
        for (int i = 0; i < waiting.length(); i++) {
            S session = waiting.get(i) == null ? null : waiting.getAndSet(i, null);
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
    void giveBack(S session) {
        for (int i = 0; i < waiting.length(); i++) {
            if (waiting.compareAndSet(i, null, session)) {
                break;
            }
        }
        free.release();
    }
}
