package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.train.TrainingListener;
import cnn.api.train.TrainingListener.End;
import cnn.api.train.TrainingListener.Reason;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever is called in whatever order: a run is trained once, ends, and leaves no thread. */
class LifeTests {
    private static final Runnable NOTHING = () -> {
    };

    private final Workers workers = new Workers(2);

    private static Set<Thread> loaders() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("cnn-loader"))
                .collect(Collectors.toSet());
    }

    private Trainer endless(TrainingListener... listeners) {
        return Setup.trainer(Setup.config(100_000), workers, listeners);
    }

    /** Tells when the first step is done. */
    private static final class Begun implements TrainingListener {
        private final CountDownLatch latch = new CountDownLatch(1);

        @Override
        public void stepped(Run run, Progress progress) {
            latch.countDown();
        }
    }

    @Test
    void runsThatAreNeverTrainedHaveNoThreads() {
        Set<Thread> before = loaders();
        List<Trainer> dropped = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            dropped.add(endless());
        }
        assertThat(before).containsAll(loaders());
    }

    @Test
    void aRunThatIsNotClosedLeavesNoThreadEither() {
        Set<Thread> before = loaders();
        Setup.trainer(Setup.config(1), workers).train(NOTHING);
        assertThat(before).containsAll(loaders());
    }

    @Test
    void closingStopsTrainingAndWaitsForItsEnd() throws Exception {
        Set<Thread> before = loaders();
        Begun begun = new Begun();
        Trainer trainer = endless(begun);
        CompletableFuture<End> end = CompletableFuture.supplyAsync(() -> trainer.train(NOTHING));
        begun.latch.await();
        trainer.close();
        assertThat(before).containsAll(loaders());
        assertThat(end.get().reason()).isEqualTo(Reason.INTERRUPTED);
        assertThatThrownBy(() -> trainer.train(NOTHING)).isInstanceOf(IllegalStateException.class)
                .hasMessage("This run is closed. A run is trained once: prepare it anew, and resume from its folder to "
                        + "go on where it stopped.");
    }

    @Test
    void aListenerMayClose() {
        Trainer[] trainer = new Trainer[1];
        trainer[0] = endless(new TrainingListener() {
            @Override
            public void stepped(Run run, Progress progress) {
                trainer[0].close();
            }
        });
        assertThat(trainer[0].train(NOTHING).reason()).isEqualTo(Reason.INTERRUPTED);
    }

    @Test
    void aSecondThreadCannotTrainTheSameRun() throws Exception {
        Begun begun = new Begun();
        Trainer trainer = endless(begun);
        CompletableFuture<End> end = CompletableFuture.supplyAsync(() -> trainer.train(NOTHING));
        begun.latch.await();
        assertThatThrownBy(() -> trainer.train(NOTHING)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This run is being trained already, on thread '").hasMessageContaining(
                        "A run is trained once: prepare it anew");
        trainer.stop();
        assertThat(end.get().epochs()).isEqualTo(trainer.state().epoch());
    }

    @Test
    void whatWasStoppedOrTrainedIsNotTrainedAgain() {
        Trainer stopped = endless();
        stopped.stop();
        assertThatThrownBy(() -> stopped.train(NOTHING)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This run was stopped. A run is trained once");
        Trainer trained = Setup.trainer(Setup.config(1), workers);
        trained.train(NOTHING);
        assertThatThrownBy(() -> trained.train(NOTHING)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This run has been trained. A run is trained once");
    }

    @Test
    void anExceptionOfAListenerEndsTheRunAndItsThreads() {
        Set<Thread> before = loaders();
        Trainer trainer = endless(new TrainingListener() {
            @Override
            public void stepped(Run run, Progress progress) {
                throw new IllegalStateException("enough");
            }
        });
        assertThatThrownBy(() -> trainer.train(NOTHING)).hasRootCauseMessage("enough");
        assertThat(before).containsAll(loaders());
        trainer.close();
    }

    /** Images that never come, but for the one that is looked at when data is opened. */
    private record Never(CountDownLatch asked, AtomicBoolean opened) implements DataSet {
        @Override
        public int size() {
            return 40;
        }

        @Override
        public Shape shape() {
            return Shape.image(8, 8, 1);
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b");
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public void read(int index, Image target) {
            if (!opened.getAndSet(true)) {
                Arrays.fill(target.pixels(), 0);
                return;
            }
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void dataThatNeverComesHoldsNobodyUp() throws Exception {
        Never data = new Never(new CountDownLatch(1), new AtomicBoolean());
        Trainer trainer = new Trainer(Setup.network(), Setup.config(2),
                new TrainingData(data, null, Preprocessing.none(data.shape()), List.of()), 1,
                new Engine(Setup.KERNELS, workers), List.of());
        CompletableFuture<End> end = CompletableFuture.supplyAsync(() -> trainer.train(NOTHING));
        data.asked.await();
        trainer.close();
        assertThat(end.get().reason()).isEqualTo(Reason.INTERRUPTED);
    }

    @Test
    void anInterruptedThreadStopsThoughDataNeverComes() throws Exception {
        Never data = new Never(new CountDownLatch(1), new AtomicBoolean());
        Trainer trainer = new Trainer(Setup.network(), Setup.config(2),
                new TrainingData(data, null, Preprocessing.none(data.shape()), List.of()), 1,
                new Engine(Setup.KERNELS, workers), List.of());
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> end.complete(trainer.train(NOTHING)));
        data.asked.await();
        thread.interrupt();
        assertThat(end.get().reason()).isEqualTo(Reason.INTERRUPTED);
    }
}
