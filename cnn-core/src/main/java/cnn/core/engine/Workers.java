package cnn.core.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of threads that share parallel loops with the thread that starts them. Starting a loop allocates nothing.
 * Each thread begins with a range of neighbouring parts of its own, the same share of every loop: what it wrote in one
 * layer is then still in its cache when it reads it in the next. Who is done helps the others.
 *
 * <p>One loop runs at a time: who comes while another is running does the work alone, so that many callers at once each
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
    /** Counters that several threads change lie two lines of the cache apart. */
    private static final int APART = 16;

    private final Thread[] threads;
    private final ReentrantLock lock = new ReentrantLock();
    /** Loop number and number of parts. */
    private final AtomicLong state = new AtomicLong();
    /** Loop number and next part of each thread's range: one word, so that who is late never takes another loop's part. */
    private final AtomicLongArray next;
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
        next = new AtomicLongArray(threads * APART);
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
        long loop = (state.get() >>> BITS) + 1;
        for (int range = 0; range < threads(); range++) {
            next.set(range * APART, loop << BITS | start(range, parts));
        }
        state.set(loop << BITS | parts);
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

    /** The first part of a thread's range. */
    private int start(int range, int parts) {
        return (int) ((long) range * parts / threads());
    }

    /** Takes parts of the current loop until none is left, those of the worker's own range first. */
    private void work(int worker) {
        long seen = state.get();
        int parts = (int) (seen & MASK);
        for (int i = 0; i < threads(); i++) {
            int range = (worker + i) % threads();
            work(worker, range, start(range + 1, parts), seen >>> BITS);
        }
    }

    private void work(int worker, int range, int end, long loop) {
        while (true) {
            long seen = next.get(range * APART);
            if (seen >>> BITS != loop || (seen & MASK) >= end) {
                return;
            }
            if (next.compareAndSet(range * APART, seen, seen + 1)) {
                Job body = job;
                try {
                    if (body != null) {
                        body.run((int) (seen & MASK), worker);
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
            for (int spins = 0; state.get() >>> BITS == last && spins < SPINS; spins++) {
                Thread.onSpinWait();
            }
            if (state.get() >>> BITS == last) {
                parked.incrementAndGet();
                if (state.get() >>> BITS == last && !closed) {
                    LockSupport.park(this);
                }
                parked.decrementAndGet();
                continue;
            }
            last = state.get() >>> BITS;
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
