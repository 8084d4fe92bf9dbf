package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
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
            Set<Thread> before = threadsOf();
            workers.run(2, (index, worker) -> {
            });
            for (Thread helper : threadsOf()) {
                while (!before.contains(helper) && helper.getState() != Thread.State.WAITING) {
                    Thread.sleep(1);
                }
            }
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
    void aLoopWithinALoopRunsOnItsOwnThread() {
        try (Workers workers = new Workers(4)) {
            for (int round = 0; round < 200; round++) {
                AtomicIntegerArray runs = new AtomicIntegerArray(8 * 8 * 8);
                workers.run(8, (a, worker) -> workers.run(8, (b, inner) -> {
                    assertThat(inner).isZero();
                    Thread own = Thread.currentThread();
                    workers.run(8, (c, innermost) -> {
                        assertThat(Thread.currentThread()).isSameAs(own);
                        runs.incrementAndGet((a * 8 + b) * 8 + c);
                    });
                }));
                for (int i = 0; i < runs.length(); i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void whatALoopWithinALoopThrowsComesOutOfBoth() {
        try (Workers workers = new Workers(3)) {
            for (int round = 0; round < 500; round++) {
                int bad = round % 6;
                assertThatThrownBy(() -> workers.run(6, (a, worker) -> workers.run(5, (b, inner) -> {
                    if (a == bad && b == 3) {
                        throw new UncheckedIOException("part " + bad, new IOException());
                    }
                }))).isInstanceOf(UncheckedIOException.class).hasMessage("part " + bad);
            }
            LongAdder sum = new LongAdder();
            workers.run(5, (index, worker) -> sum.add(index));
            assertThat(sum.sum()).isEqualTo(10);
        }
    }

    @Test
    void passesOnCheckedExceptionsToo() {
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(10, (index, worker) -> sneak(new IOException("part " + index))))
                    .isInstanceOf(IOException.class);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aLoopAfterClosingRunsOnItsCaller() throws InterruptedException {
        Set<Thread> before = threadsOf();
        Workers workers = new Workers(3);
        workers.run(10, (index, worker) -> {
        });
        workers.close();
        for (Thread thread : threadsOf()) {
            if (!before.contains(thread)) {
                thread.join(); // closing waits as well, for a moment
            }
        }
        LongAdder sum = new LongAdder();
        workers.run(10, (index, worker) -> {
            assertThat(Thread.currentThread().getName()).doesNotStartWith("cnn-worker");
            sum.add(index);
        });
        assertThat(sum.sum()).isEqualTo(45);
    }

    /** Closes from another thread, from the loop's caller and from a helper. */
    @Test
    void closingWhileALoopRunsLosesNoPart() throws InterruptedException {
        for (int round = 0; round < 100; round++) {
            Workers workers = new Workers(3);
            AtomicIntegerArray runs = new AtomicIntegerArray(1000);
            int closing = round * 10;
            Thread other = Thread.ofVirtual().unstarted(workers::close);
            workers.run(1000, (index, worker) -> {
                if (index == closing) {
                    other.start();
                    workers.close();
                }
                runs.incrementAndGet(index);
            });
            other.join();
            for (int i = 0; i < runs.length(); i++) {
                assertThat(runs.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void startsNoThreadBeforeALoopIsShared() {
        Set<Thread> before = threadsOf();
        Workers[] unused = new Workers[200];
        for (int i = 0; i < unused.length; i++) {
            unused[i] = new Workers(2);
            unused[i].run(1, (index, worker) -> {
            });
        }
        assertThat(before).containsAll(threadsOf());
    }

    @Test
    void threadsEndWhenTheirWorkersAreForgotten() throws InterruptedException {
        Set<Thread> before = threadsOf();
        for (int i = 0; i < 200; i++) {
            LongAdder sum = new LongAdder();
            new Workers(2).run(4, (index, worker) -> sum.add(index));
            assertThat(sum.sum()).isEqualTo(6);
        }
        Set<Thread> left = threadsOf();
        for (int i = 0; i < 10_000 && !before.containsAll(left); i++) {
            System.gc();
            Thread.sleep(10);
            left = threadsOf();
        }
        assertThat(before).containsAll(left);
    }

    @Test
    void threadsTakeOverNothingFromTheFirstCaller() throws InterruptedException {
        InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
        inherited.set("the caller's");
        try (Workers workers = new Workers(2)) {
            CountDownLatch both = new CountDownLatch(2);
            workers.run(2, (index, worker) -> {
                both.countDown();
                try {
                    both.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (worker == 1) {
                    assertThat(inherited.get()).isNull();
                    assertThat(Thread.currentThread().getContextClassLoader())
                            .isSameAs(Workers.class.getClassLoader());
                }
            });
        } finally {
            inherited.remove();
        }
    }

    /** Threads of workers that are alive; tests of other classes do not run at the same time. */
    private static Set<Thread> threadsOf() {
        Set<Thread> threads = new HashSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("cnn-worker")) {
                threads.add(thread);
            }
        }
        return threads;
    }

    @Test
    void rejectsSillyNumbersOfThreads() {
        assertThatThrownBy(() -> new Workers(0))
                .hasMessage("The number of threads must be between 1 and 1024 but was given 0.");
    }
}
