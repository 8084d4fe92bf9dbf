package cnn.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Lets several threads do the same thing at once, and compares with what one thread alone gets. */
final class Crowd {
    private Crowd() {
    }

    /** What one thread does in one round; must depend on the number of the thread alone. */
    @FunctionalInterface
    interface Work<T> {
        T run(int thread, int round);
    }

    static <T> void check(Subject subject, int threads, int rounds, Work<T> work, BiPredicate<T, T> same,
            String remedy) {
        List<T> expected = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            expected.add(work.run(thread, 0));
        }
        CountDownLatch start = new CountDownLatch(threads);
        List<Future<@Nullable String>> problems = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int number = 0; number < threads; number++) {
                int thread = number;
                problems.add(pool.submit(() -> {
                    start.countDown();
                    start.await();
                    for (int round = 0; round < rounds; round++) {
                        try {
                            if (!same.test(expected.get(thread), work.run(thread, round))) {
                                return "its results differ from those of one thread";
                            }
                        } catch (RuntimeException | AssertionError e) {
                            return "it fails with " + e;
                        }
                    }
                    return null;
                }));
            }
            for (Future<@Nullable String> problem : problems) {
                String text = problem.get();
                if (text != null) {
                    throw subject.wrong("when " + threads + " threads use it at once, " + text, remedy);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while testing on several threads.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
