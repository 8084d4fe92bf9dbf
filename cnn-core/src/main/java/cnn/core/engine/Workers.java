package cnn.core.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of threads that share parallel loops with the thread that starts them. Starting a loop allocates nothing.
 * One loop runs at a time: who comes while another is running does the work alone, so that many callers at once each
 * keep one core busy and a single caller gets them all.
 *
 * <p>Helpers wait by spinning for a moment and then park, since the gap between two layers is shorter than a wake-up.
 */
public final class Workers implements AutoCloseable {
    /** The body of a parallel loop. */
    @FunctionalInterface
    public interface Job {
        /** Does part {@code index} on worker {@code worker}, 0 being the thread that started the loop. */
        void run(int index, int worker);
    }

    /** About 20 µs: longer than the pause between two layers, shorter than a pause that is worth sleeping through. */
    private static final int SPINS = 4_000;
    private static final int BITS = 20;
    private static final long MASK = (1L << BITS) - 1;

    private final Thread[] threads;
    private final ReentrantLock lock = new ReentrantLock();
    /** Loop number, number of parts, next part: one word, so that a late helper can never take another loop's part. */
    private final AtomicLong state = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private volatile @Nullable Job job;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /** Threads that compute, the calling one included: 1 starts no other. */
    public Workers(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException(
                    "The number of threads must be between 1 and 1024 but was given " + threads + ".");
        }
        this.threads = new Thread[threads - 1];
        for (int i = 0; i < this.threads.length; i++) {
            int worker = i + 1;
            this.threads[i] = Thread.ofPlatform().daemon().name("cnn-worker-" + worker).unstarted(() -> help(worker));
        }
        for (Thread thread : this.threads) {
            thread.start();
        }
    }

    /** As many threads as the machine has processors. */
    public static Workers ofAllProcessors() {
        return new Workers(Runtime.getRuntime().availableProcessors());
    }

    /** Threads that compute, the calling one included. */
    public int threads() {
        return threads.length + 1;
    }

    /** Runs parts 0 … {@code parts} − 1 and returns when all are done. */
    public void run(int parts, Job body) {
        if (parts <= 1 || threads.length == 0 || parts > MASK || closed || !lock.tryLock()) {
            for (int i = 0; i < parts; i++) {
                body.run(i, 0);
            }
            return;
        }
        try {
            share(parts, body);
        } finally {
            lock.unlock();
        }
    }

    private void share(int parts, Job body) {
        done.set(0);
        failure = null;
        job = body;
        long loop = (state.get() >>> 2 * BITS) + 1;
        state.set(loop << 2 * BITS | (long) parts << BITS);
        if (parked.get() > 0) {
            for (Thread thread : threads) {
                LockSupport.unpark(thread);
            }
        }
        work(0);
        for (int spins = 0; done.get() < parts; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        job = null;
        Throwable thrown = failure;
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    /** Takes parts of the current loop until none is left. */
    private void work(int worker) {
        while (true) {
            long seen = state.get();
            long next = seen & MASK;
            if (next >= (seen >>> BITS & MASK)) {
                return;
            }
            if (state.compareAndSet(seen, seen + 1)) {
                Job body = job;
                try {
                    if (body != null) {
                        body.run((int) next, worker);
                    }
                } catch (Throwable thrown) {
                    failure = thrown;
                } finally {
                    done.incrementAndGet();
                }
            }
        }
    }

    private void help(int worker) {
        long last = -1;
        while (!closed) {
            for (int spins = 0; state.get() >>> 2 * BITS == last && spins < SPINS; spins++) {
                Thread.onSpinWait();
            }
            if (state.get() >>> 2 * BITS == last) {
                parked.incrementAndGet();
                if (state.get() >>> 2 * BITS == last && !closed) {
                    LockSupport.park(this);
                }
                parked.decrementAndGet();
                continue;
            }
            last = state.get() >>> 2 * BITS;
            work(worker);
        }
    }

    /** Ends the threads. A loop started afterwards runs on its caller. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
