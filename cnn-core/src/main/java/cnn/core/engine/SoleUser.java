package cnn.core.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Who is at work in a session: a second thread is refused rather than mixing its numbers in. */
final class SoleUser {
    private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();

    /** Costs a few nanoseconds; what two threads do at one time to shared buffers is wrong without a word. */
    void enter() {
        if (!user.compareAndSet(null, Thread.currentThread())) {
            Thread other = user.get();
            throw new IllegalStateException("This session is at work already" + (other == null
                    ? ""
                    : other == Thread.currentThread()
                            ? ", on this very thread"
                            : ", on thread '" + other.getName() + "'")
                    + ". A session belongs to one thread at a time: give each its own, or share a Predictor.");
        }
    }

    /** The work is done. */
    void leave() {
        user.set(null);
    }
}
