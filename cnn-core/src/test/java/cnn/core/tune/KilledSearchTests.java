package cnn.core.tune;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.TrainingListener;
import cnn.core.ChildJvm;
import cnn.core.config.ConfigNode;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Range;
import cnn.core.pipeline.TuneConfig;
import cnn.core.pipeline.TuneConfig.Halving;
import cnn.core.pipeline.TuneConfig.Pruning;
import cnn.core.pipeline.TuneConfig.Search;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A search that ends without warning anywhere between two of its writes, and is begun again with the same command: trials, values
 * and the bytes of the best model are those of a search that nobody killed.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledSearchTests {
    @TempDir private Path folder;

    /** What happens in a search, in order; at one of these moments it ends. */
    private static final class Bomb implements TrainingListener, TuningListener {
        private final int at;
        private final Runnable end;
        private int moments;

        Bomb(int at, Runnable end) {
            this.at = at;
            this.end = end;
        }

        private void moment() {
            if (++moments == at) {
                end.run();
            }
        }

        @Override
        public void began(int number, Map<String, ConfigNode> values, int epochs) {
            moment();
        }

        @Override
        public void stepped(Run run, Progress progress) {
            moment(); // since the last checkpoint
        }

        @Override
        public void epochEnded(Run run, EpochReport report) {
            moment(); // behind checkpoint and model
        }

        @Override
        public void ended(Run run, End end) {
            moment(); // before the ledger
        }

        @Override
        public void ended(Trial trial) {
            moment(); // behind the ledger
        }
    }

    private static PipelineConfig pipeline(String search) {
        TuneConfig rates = TuneConfig.of(4).range("train.optimizer.sgd.learning-rate", Range.log(0.0005, 0.1));
        return TuningTests.pipeline(2, switch (search) {
            case "halving" -> rates.halving(Halving.of().factor(2));
            case "model" -> rates.trials(12).search(Search.MODEL);
            default -> rates.prune(Pruning.of().trials(1));
        });
    }

    private static TuningResult run(String search, Path into, Bomb bomb) {
        try (Cnn cnn = Cnn.builder().threads(1).build()) {
            return new Tuning(pipeline(search)).run(cnn, RunOptions.of().notes(_ -> {
            }).listener(bomb), into, false, Set.of(), bomb);
        }
    }

    /**
     * An error that no component can be blamed for goes through all, and nothing behind it is written.
     *
     * @param every how many moments lie between two ends: odd, so that every kind of moment is met
     */
    private void isTheSameWhereverItEnds(String search, int every) throws Exception {
        Bomb none = new Bomb(0, () -> {
        });
        Path whole = folder.resolve("whole");
        TuningResult expected = run(search, whole, none);
        Path best = Path.of("trial-" + expected.best().orElseThrow().number(), "model.safetensors");
        assertThat(none.moments).isGreaterThan(20);
        for (int at = 1; at <= none.moments; at += every) {
            Path into = folder.resolve("killed-" + at);
            try {
                run(search, into, new Bomb(at, () -> {
                    throw new InternalError("killed");
                }));
                throw new AssertionError("it was not killed at " + at);
            } catch (InternalError killed) {
                assertThat(killed).hasMessage("killed");
            }
            TuningResult after = run(search, into, new Bomb(0, () -> {
            }));
            assertThat(TuningTests.plain(after.trials())).as("killed at moment " + at)
                    .isEqualTo(TuningTests.plain(expected.trials()));
            assertThat(Files.readAllBytes(into.resolve(best))).as("killed at moment " + at)
                    .isEqualTo(Files.readAllBytes(whole.resolve(best)));
        }
    }

    @Test
    void atRandomAndGivingUp() throws Exception {
        isTheSameWhereverItEnds("random", 3);
    }

    @Test
    void byHalving() throws Exception {
        isTheSameWhereverItEnds("halving", 3);
    }

    @Test
    void byModel() throws Exception {
        isTheSameWhereverItEnds("model", 11);
    }

    /** Searches in a JVM that is gone in the middle. */
    static final class Doomed {
        private Doomed() {
        }

        public static void main(String[] arguments) {
            run("halving", Path.of(arguments[0]), new Bomb(Integer.parseInt(arguments[1]),
                    () -> Runtime.getRuntime().halt(9)));
        }
    }

    @Test
    void withItsJvm() throws Exception {
        List<Trial> expected = TuningTests.plain(run("halving", folder.resolve("whole"), new Bomb(0, () -> {
        })).trials());
        for (int at : new int[] {4, 8, 22}) {
            Path into = folder.resolve("halted-" + at);
            ChildJvm.Ended ended = ChildJvm.of("--add-modules", "jdk.incubator.vector").run(Doomed.class, into, at);
            assertThat(ended.code()).as(ended.output()).isEqualTo(9);
            assertThat(TuningTests.plain(run("halving", into, new Bomb(0, () -> {
            })).trials())).as("gone at moment " + at).isEqualTo(expected);
        }
    }
}
