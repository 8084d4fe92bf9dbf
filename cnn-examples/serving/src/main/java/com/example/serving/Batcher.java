package com.example.serving;

import com.example.serving.Options.Batching;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Puts what several callers ask into one call: a batch of pictures costs less than as many pictures one by one, as weights are
 * read once for all of them.
 *
 * <p>The first that waits opens a batch, which closes when it is full, when the wait is over, or when nobody is left who could
 * join: a caller that is alone does not wait. While one batch is computed the next one gathers, so under load batches
 * fill without any wait. With a size of 1 each is answered alone, on as many threads as there are processors.
 *
 * <p>The queue is bounded: who does not find room is told at once. What nobody waits for any more is left out.
 *
 * @param <T> what is asked
 * @param <R> what is answered
 */
final class Batcher<T, R> implements AutoCloseable {
    private final Batching batching;
    private final Function<List<T>, List<R>> work;
    private final IntSupplier callers;
    private final Watch watch;
    private final Semaphore room;
    private final BlockingQueue<Job<T, R>> queue = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final int capacity;
    private volatile boolean closed;

    /** What is told of every batch. */
    interface Watch {
        /** So many went together, of which the first had waited for so long and which took so long. */
        void answered(int size, double waitedSeconds, double workedSeconds);
    }

    private record Job<T, R>(T asked, CompletableFuture<R> answer, long since) {
    }

    /**
     * Starts its threads.
     *
     * @param capacity how many may wait
     * @param callers how many could be asked for right now, those that wait included
     * @param work answers all of a list, in its order
     */
    Batcher(Batching batching, int capacity, IntSupplier callers, Function<List<T>, List<R>> work, Watch watch) {
        this.batching = batching;
        this.capacity = capacity;
        this.callers = callers;
        this.work = work;
        this.watch = watch;
        room = new Semaphore(capacity);
        int count = batching.size() == 1 ? Runtime.getRuntime().availableProcessors() : 1;
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofPlatform().name("serving-batch-" + i).daemon().start(this::run));
        }
    }

    /**
     * Asks for several, all or none.
     *
     * @return an answer for each, to be cancelled by who no longer waits
     * @throws Refusal with status 503 where the queue has no room for all of them
     */
    List<CompletableFuture<R>> ask(List<T> several) throws Refusal {
        if (closed || !room.tryAcquire(several.size())) {
            throw new Refusal(503, "queue-full", "There is no room for " + Text.count(several.size(), "picture")
                    + " more in the queue of " + capacity + ". Try again.", 1);
        }
        List<CompletableFuture<R>> answers = new ArrayList<>();
        for (T asked : several) {
            Job<T, R> job = new Job<>(asked, new CompletableFuture<>(), System.nanoTime());
            answers.add(job.answer);
            queue.add(job);
        }
        return answers;
    }

    /** How many wait. */
    int waiting() {
        return capacity - room.availablePermits();
    }

    private void run() {
        List<Job<T, R>> batch = new ArrayList<>();
        try {
            while (!closed) {
                gather(batch);
                batch.removeIf(job -> job.answer.isDone()); // nobody waits for it any more
                if (!batch.isEmpty()) {
                    answer(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
        batch.forEach(job -> job.answer.cancel(false));
    }

    private void gather(List<Job<T, R>> batch) throws InterruptedException {
        take(queue.take(), batch);
        long end = System.nanoTime() + batching.linger().toNanos();
        while (batch.size() < batching.size()) {
            Job<T, R> next = queue.poll();
            if (next == null && batch.size() < callers.getAsInt()) {
                next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            if (next == null) {
                return;
            }
            take(next, batch);
        }
    }

    private void take(Job<T, R> job, List<Job<T, R>> batch) {
        room.release();
        batch.add(job);
    }

    private void answer(List<Job<T, R>> batch) {
        long start = System.nanoTime();
        try {
            List<R> answers = work.apply(batch.stream().map(Job::asked).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer.complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) { // no failure may end the thread that answers everybody
            if (batch.size() == 1) {
                batch.getFirst().answer.completeExceptionally(e);
            } else {
                batch.forEach(job -> answer(List.of(job))); // one of them has no answer: the others have theirs
            }
            return;
        }
        watch.answered(batch.size(), (start - batch.getFirst().since) * 1e-9, (System.nanoTime() - start) * 1e-9);
    }

    /** Ends its threads. What still waits is cancelled. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        queue.forEach(job -> job.answer.cancel(false));
    }
}
