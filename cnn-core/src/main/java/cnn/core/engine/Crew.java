package cnn.core.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads behind {@link Workers} and the loop that they share. Nothing here leads to the workers, so that these can
 * be found unreachable while the threads wait for them.
 *
 * <p>Threads wait by spinning for a moment and then park, since the gap between two layers is shorter than a wake-up.
 */
final class Crew {
    /** About 20 µs: longer than the pause between two layers, shorter than a pause that is worth sleeping through. */
    private static final int SPINS = 4_000;
    private static final int BITS = 20;
    private static final long MASK = (1L << BITS) - 1;
    /** Parts that one loop can have. */
    static final int MOST_PARTS = (int) MASK;
    /** Counters that several threads change lie two lines of the cache apart. */
    private static final int APART = 16;
    /** Longest wait for threads to end: a part that takes longer ends on its own. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final int count;
    private final Thread[] threads;
    /** Not re-entrant: a part of a loop that starts a loop finds it taken, and works alone. */
    private final AtomicBoolean taken = new AtomicBoolean();
    /** Loop number and number of parts. */
    private final AtomicLong state = new AtomicLong();
    /** Loop number and next part of each thread's range: one word, so that who is late never takes another loop's part. */
    private final AtomicLongArray next;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile Workers.@Nullable Job job;
    private volatile boolean ended;

    Crew(int count) {
        this.count = count;
        threads = new Thread[count - 1];
        next = new AtomicLongArray(count * APART);
    }

    /** Whether the caller now has all threads; false where another loop runs or they have ended. */
    boolean take() {
        return !ended && taken.compareAndSet(false, true);
    }

    /** After {@link #take}, whatever came of it. */
    void giveBack() {
        taken.set(false);
    }

    /** Starts the threads, or those that could not be started before. They take over nothing from the thread at hand. */
    synchronized void start() {
        for (int i = 0; i < threads.length && !ended; i++) {
            if (threads[i] == null) {
                int worker = i + 1;
                Thread thread = Thread.ofPlatform().daemon().name("cnn-worker-" + worker)
                        .inheritInheritableThreadLocals(false).unstarted(() -> help(worker));
                thread.setContextClassLoader(Crew.class.getClassLoader());
                thread.start();
                threads[i] = thread;
            }
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Runs a loop with all threads. Only for who has {@linkplain #take taken} them. */
    void share(int parts, Workers.Job body) {
        done.set(0);
        failure.set(null);
        job = body;
        long loop = (state.get() >>> BITS) + 1;
        for (int range = 0; range < count; range++) {
            next.set(range * APART, loop << BITS | start(range, parts));
        }
        state.set(loop << BITS | parts);
        if (parked.get() > 0) {
            wake();
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
        if (failure.get() != null) {
            throw Crew.<RuntimeException>asIs(failure.getAndSet(null));
        }
    }

    /** A part may throw anything, checked exceptions of other languages included. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T asIs(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** The first part of a thread's range. */
    private int start(int range, int parts) {
        return (int) ((long) range * parts / count);
    }

    /** Takes parts of the current loop until none is left, those of the worker's own range first. */
    private void work(int worker) {
        long seen = state.get();
        int parts = (int) (seen & MASK);
        for (int i = 0; i < count; i++) {
            int range = (worker + i) % count;
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
                Workers.Job body = job;
                try {
                    if (body != null) {
                        body.run((int) (seen & MASK), worker);
                    }
                } catch (Throwable thrown) {
                    failure.compareAndSet(null, thrown);
                } finally {
                    done.incrementAndGet();
                }
            }
        }
    }

    private void help(int worker) {
        long last = -1;
        while (!ended) {
            for (int spins = 0; state.get() >>> BITS == last && spins < SPINS; spins++) {
                Thread.onSpinWait();
            }
            if (state.get() >>> BITS == last) {
                parked.incrementAndGet();
                if (state.get() >>> BITS == last && !ended) {
                    LockSupport.park(this);
                }
                parked.decrementAndGet();
                continue;
            }
            last = state.get() >>> BITS;
            work(worker);
        }
    }

    private void wake() {
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }

    /** Tells the threads to end. Parts that they have begun are done, all others by the loop's caller. */
    synchronized void end() {
        ended = true;
        wake();
    }

    /** Waits for threads that were told to end. A thread does not wait for itself. */
    void join() {
        long until = System.nanoTime() + PATIENCE;
        boolean interrupted = false;
        for (Thread thread : threads) {
            long left = until - System.nanoTime();
            if (thread == null || thread == Thread.currentThread() || left <= 0 || interrupted) {
                continue;
            }
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
