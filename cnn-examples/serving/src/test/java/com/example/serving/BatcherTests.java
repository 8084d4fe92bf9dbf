package com.example.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.serving.Options.Batching;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class BatcherTests {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final BlockingQueue<List<Integer>> batches = new LinkedBlockingQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);

    /** Doubles numbers; 0 blocks until the latch is open, and a negative one is refused. */
    private List<Integer> doubled(List<Integer> numbers) {
        batches.add(numbers);
        return numbers.stream().map(number -> {
            if (number < 0) {
                throw new IllegalArgumentException("no " + number);
            }
            try {
                if (number == 0) {
                    open.await();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 2 * number;
        }).toList();
    }

    private Batcher<Integer, Integer> batcher(int size, Duration wait, int capacity, int callers) {
        return new Batcher<>(new Batching(size, wait), capacity, () -> callers, this::doubled, (_, _, _) -> {
        });
    }

    @Test
    void closesABatchThatIsFull() throws Exception {
        try (var batcher = batcher(3, LONG, 100, 100)) {
            assertEquals(2, batcher.ask(List.of(1, 2, 3)).getFirst().get());
            assertEquals(List.of(1, 2, 3), batches.take());
        }
    }

    @Test
    void waitsForOthersNoLongerThanItMay() throws Exception {
        try (var batcher = batcher(3, Duration.ofMillis(1), 100, 100)) {
            assertEquals(2, batcher.ask(List.of(1)).getFirst().get());
            assertEquals(List.of(1), batches.take());
        }
    }

    @Test
    void doesNotWaitWhereNobodyElseCouldCome() throws Exception {
        try (var batcher = batcher(3, LONG, 100, 1)) {
            assertEquals(2, batcher.ask(List.of(1)).getFirst().get());
        }
    }

    @Test
    void gathersWhileItWorks() throws Exception {
        try (var batcher = batcher(4, Duration.ZERO, 100, 100)) {
            batcher.ask(List.of(0));
            assertEquals(List.of(0), batches.take());
            CompletableFuture<Integer> last = null;
            for (int i = 1; i <= 5; i++) {
                last = batcher.ask(List.of(i)).getFirst();
            }
            assertEquals(5, batcher.waiting());
            open.countDown();
            assertEquals(10, last.get());
            assertEquals(List.of(1, 2, 3, 4), batches.take());
            assertEquals(List.of(5), batches.take());
            assertEquals(0, batcher.waiting());
        }
    }

    @Test
    void refusesWhatDoesNotFitTheQueue() throws Exception {
        try (var batcher = batcher(1, Duration.ZERO, 2, 100)) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                batcher.ask(List.of(0));
                batches.take(); // a thread is busy with it
            }
            batcher.ask(List.of(1));
            Refusal refusal = assertThrows(Refusal.class, () -> batcher.ask(List.of(2, 3)));
            assertEquals("There is no room for 2 pictures more in the queue of 2. Try again.", refusal.getMessage());
            assertEquals(503, refusal.status());
            assertEquals(1, refusal.retryAfter());
            assertEquals(1, batcher.waiting());
            batcher.ask(List.of(2));
            open.countDown();
        }
    }

    @Test
    void leavesOutWhatNobodyWaitsFor() throws Exception {
        try (var batcher = batcher(4, Duration.ZERO, 100, 100)) {
            batcher.ask(List.of(0));
            batches.take();
            CompletableFuture<Integer> cancelled = batcher.ask(List.of(1)).getFirst();
            CompletableFuture<Integer> kept = batcher.ask(List.of(2)).getFirst();
            cancelled.cancel(false);
            open.countDown();
            assertEquals(4, kept.get());
            assertEquals(List.of(2), batches.take());
        }
    }

    @Test
    void answersTheOthersWhereOneHasNoAnswer() throws Exception {
        try (var batcher = batcher(3, LONG, 100, 100)) {
            List<CompletableFuture<Integer>> answers = batcher.ask(List.of(1, -2, 3));
            assertEquals(2, answers.get(0).get());
            assertEquals("no -2", assertThrows(ExecutionException.class, () -> answers.get(1).get()).getCause()
                    .getMessage());
            assertEquals(6, answers.get(2).get());
        }
    }

    @Test
    void cancelsWhatStillWaitsWhenItIsClosed() throws Exception {
        var batcher = batcher(1, Duration.ZERO, 100, 100);
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            batcher.ask(List.of(0));
            batches.take();
        }
        CompletableFuture<Integer> waiting = batcher.ask(List.of(1)).getFirst();
        batcher.close();
        assertTrue(waiting.isCancelled());
        assertEquals("queue-full", assertThrows(Refusal.class, () -> batcher.ask(List.of(2))).code());
    }
}
