package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTests {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void runsEveryPartOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int parts = 0; parts < 300; parts++) {
                AtomicIntegerArray runs = new AtomicIntegerArray(parts + 1);
                workers.run(parts, (index, worker) -> {
                    assertThat(worker).isBetween(0, threads - 1);
                    runs.incrementAndGet(index);
                });
                for (int i = 0; i < parts; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void oneWorkerNumberIsNeverOnTwoThreadsAtOnce() {
        try (Workers workers = new Workers(4)) {
            AtomicIntegerArray busy = new AtomicIntegerArray(4);
            for (int loop = 0; loop < 20_000; loop++) {
                workers.run(7, (index, worker) -> {
                    assertThat(busy.getAndIncrement(worker)).isZero();
                    busy.decrementAndGet(worker);
                });
            }
        }
    }

    @Test
    void wakesHelpersThatSleep() throws InterruptedException {
        try (Workers workers = new Workers(2)) {
            Thread.sleep(50);
            CountDownLatch both = new CountDownLatch(2);
            workers.run(2, (index, worker) -> {
                both.countDown();
                try {
                    both.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(both.getCount()).isZero();
        }
    }

    @Test
    void callersAtTheSameTimeAllFinish() throws InterruptedException {
        try (Workers workers = new Workers(3)) {
            LongAdder sum = new LongAdder();
            Thread[] callers = new Thread[6];
            for (int i = 0; i < callers.length; i++) {
                callers[i] = Thread.ofVirtual().start(() -> {
                    for (int loop = 0; loop < 500; loop++) {
                        workers.run(10, (index, worker) -> sum.add(index));
                    }
                });
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(sum.sum()).isEqualTo(6L * 500 * 45);
        }
    }

    @Test
    void passesOnWhatAPartThrows() {
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(10, (index, worker) -> {
                if (index == 7) {
                    throw new IllegalStateException("part 7");
                }
            })).hasMessage("part 7");
            LongAdder sum = new LongAdder();
            workers.run(5, (index, worker) -> sum.add(index));
            assertThat(sum.sum()).isEqualTo(10);
        }
    }

    @Test
    void rejectsSillyNumbersOfThreads() {
        assertThatThrownBy(() -> new Workers(0))
                .hasMessage("The number of threads must be between 1 and 1024 but was given 0.");
    }
}
