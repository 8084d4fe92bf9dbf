package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.ComponentException;
import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.Metric;
import cnn.api.train.Optimizer;
import cnn.api.train.Schedule;
import cnn.api.train.ScoredBatch;
import cnn.api.train.TrainingListener;
import cnn.api.train.Update;
import cnn.core.engine.Workers;
import cnn.core.pipeline.TrainConfig;
import cnn.core.registry.Origin;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A metric, schedule, optimizer, loss or listener that throws, or gives what makes no sense, is told by name. */
class ComponentFaultTests {
    private static final String FROM = " It comes from " + Origin.of(ComponentFaultTests.class);
    private static final String REPORT = FROM + ". Check it with the contract tests of cnn-testkit, or report this to "
            + "its author.";

    /** A metric that fails in one of its calls, or gives a number. */
    record Share(String fails, double value) implements Metric {
        @Override
        public Tally start(int classes) {
            fail("start");
            return fails.equals("null") ? null : new Tally() {
                @Override
                public void add(ScoredBatch batch) {
                    fail("add");
                }

                @Override
                public double value() {
                    fail("value");
                    return value;
                }

                @Override
                public double[] counts() {
                    fail("counts");
                    return new double[0];
                }

                @Override
                public void restore(double[] counts) {
                    fail("restore");
                }
            };
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        private void fail(String call) {
            if (call.equals(fails)) {
                throw new IndexOutOfBoundsException("of nothing");
            }
        }
    }

    /** A loss that works in training steps and fails afterwards. */
    record Late(int steps, int[] calls) implements Loss {
        @Override
        public Layer activation() {
            return null;
        }

        @Override
        public void check(Shape scores, Shape targets) {
            if (steps < 0) {
                throw new IndexOutOfBoundsException("of nothing");
            }
        }

        @Override
        public double apply(ScoredBatch batch) {
            if (calls[0]++ == steps) {
                throw new IndexOutOfBoundsException("of nothing");
            }
            return 1;
        }

        @Override
        public String toString() {
            return "Late[]";
        }
    }

    /** An optimizer with these figures. */
    record Odd(double learningRate, int slots) implements Optimizer {
        @Override
        public void update(Update update) {
            // changes nothing
        }
    }

    private static TrainConfig config(Optimizer optimizer, Schedule schedule, Loss loss, Metric... metrics) {
        return TrainConfig.of(2, 16, optimizer, schedule, loss, metrics)
                .monitor(metrics.length == 0 ? "loss" : "Share");
    }

    private static void train(TrainConfig config, TrainingListener... listeners) {
        try (Workers workers = new Workers(1); Trainer trainer = Setup.trainer(config, workers, listeners)) {
            trainer.train(() -> {
            });
        }
    }

    private static void trainBy(Schedule schedule) {
        train(config(Sgd.of(0.01), schedule, SoftmaxCrossEntropy.of()));
    }

    private static void trainWith(Metric metric, TrainingListener... listeners) {
        train(config(Sgd.of(0.01), new ConstantRate(), SoftmaxCrossEntropy.of(), metric), listeners);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "add", "value"})
    void aMetricIsNamed(String call) {
        assertThatThrownBy(() -> trainWith(new Share(call, 1))).isInstanceOf(ComponentException.class)
                .hasMessage("Metric 'Share' Share[fails=" + call + ", value=1.0] failed in " + call
                        + ": java.lang.IndexOutOfBoundsException: of nothing." + REPORT);
    }

    @Test
    void aMetricWithoutTallyIsNamed() {
        assertThatThrownBy(() -> trainWith(new Share("null", 1))).isInstanceOf(ComponentException.class)
                .hasMessage("Metric Share[fails=null, value=1.0] gave null from start, and a pass needs a tally of its "
                        + "own." + FROM + ". Change its options, or report this to its author.");
    }

    /** A history in JSON keeps no infinity: an epoch that counts as the best must do so after a resume as well. */
    @Test
    void aMonitoredMetricThatIsInfiniteCountsAsNoNumber() {
        int[] best = {0};
        trainWith(new Share("", Double.POSITIVE_INFINITY), new TrainingListener() {
            @Override
            public void ended(Run run, End end) {
                best[0] = end.bestEpoch();
            }
        });
        assertThat(best[0]).isEqualTo(2); // by the loss, which fell
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aFactorThatIsNoneIsNamedBeforeItReachesTheWeights(double factor) {
        record Fixed(double factor) implements Schedule {
            @Override
            public double factor(long step, long stepsPerEpoch, long totalSteps) {
                return step < 15 ? 1 : factor;
            }
        }
        assertThatThrownBy(() -> trainBy(new Fixed(factor))).isInstanceOf(ComponentException.class).hasMessage(
                "Schedule Fixed[factor=" + factor + "] gave the factor " + factor + " for step 15 of 26 (13 in an "
                        + "epoch), and a factor is a finite number of at least 0." + FROM
                        + ". Change its options, or report this to its author.");
    }

    @Test
    void aScheduleThatThrowsIsNamed() {
        record Broken() implements Schedule {
            @Override
            public double factor(long step, long stepsPerEpoch, long totalSteps) {
                throw new ArithmeticException("/ by zero");
            }
        }
        assertThatThrownBy(() -> trainBy(new Broken())).isInstanceOf(ComponentException.class)
                .hasMessage("Schedule Broken[] failed in factor: java.lang.ArithmeticException: / by zero." + REPORT);
    }

    @Test
    void anOptimizersFiguresAreLookedAt() {
        assertThatThrownBy(() -> train(config(new Odd(Double.NaN, 0), new ConstantRate(), SoftmaxCrossEntropy.of())))
                .isInstanceOf(ComponentException.class)
                .hasMessageStartingWith(
                        "Optimizer Odd[learningRate=NaN, slots=0] has the learning rate NaN, which times "
                                + "the schedule's 1.0 is NaN, and a rate is a finite number of at least 0.");
        assertThatThrownBy(() -> train(config(new Odd(1, -1), new ConstantRate(), SoftmaxCrossEntropy.of())))
                .isInstanceOf(ComponentException.class).hasMessageStartingWith(
                        "Optimizer Odd[learningRate=1.0, slots=-1] asks for -1 slots, and it needs 0 or more.");
    }

    @Test
    void anOptimizerThatWritesNoNumbersIsFoundByItsTensor() {
        record Poison(double learningRate, int slots) implements Optimizer {
            @Override
            public void update(Update update) {
                update.values()[update.from()] = Float.NaN;
            }
        }
        Schedule never = (step, perEpoch, total) -> 1;
        TrainConfig once = TrainConfig.of(1, 256, new Poison(1, 0), never, SoftmaxCrossEntropy.of());
        assertThatThrownBy(() -> train(once)).isInstanceOf(DivergedException.class).hasMessageStartingWith(
                "Training diverged in epoch 1 (learning rate 1.0): tensor 'conv2d-1/weights' has NaN at index 0");
    }

    @Test
    void aLossIsNamedInValidationAndCheckToo() {
        // 13 steps, then the first batch of the validation
        assertThatThrownBy(() -> train(config(Sgd.of(0.01), new ConstantRate(), new Late(13, new int[1]))))
                .isInstanceOf(ComponentException.class).hasMessage("Loss Late[] failed in apply: "
                        + "java.lang.IndexOutOfBoundsException: of nothing." + REPORT);
        assertThatThrownBy(() -> train(config(Sgd.of(0.01), new ConstantRate(), new Late(-1, new int[1]))))
                .isInstanceOf(ComponentException.class).hasMessageStartingWith("Loss Late[] failed in check: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "stepped", "epochEnded", "ended"})
    void aListenerIsNamedAndItsExceptionIsTheCause(String call) {
        IllegalCallerException thrown = new IllegalCallerException("enough");
        record Watcher(String fails, RuntimeException what) implements TrainingListener {
            private void fail(String call) {
                if (call.equals(fails)) {
                    throw what;
                }
            }

            @Override
            public void started(Run start) {
                fail("started");
            }

            @Override
            public void stepped(Run run, Progress progress) {
                fail("stepped");
            }

            @Override
            public void epochEnded(Run run, EpochReport report) {
                fail("epochEnded");
            }

            @Override
            public void ended(Run run, End end) {
                fail("ended");
            }

            @Override
            public String toString() {
                return "Watcher[]";
            }
        }
        assertThatThrownBy(() -> trainWith(new Share("", 1), new Watcher(call, thrown)))
                .isInstanceOf(ComponentException.class).hasCause(thrown)
                .hasMessage("The listener Watcher[] failed in " + call
                        + ": java.lang.IllegalCallerException: enough." + REPORT);
    }
}
