package cnn.bench;

import cnn.api.Rng;
import cnn.bench.networks.Workload;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.train.TrainingStep;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.optimizer.Sgd;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Training steps of ResNet-20 in which the first of its layers are frozen: what fine-tuning saves. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class FrozenBenchmarks {
    private static final double RATE = 0.001;

    /** Which layers are frozen: none, the first half of them, all but the last. */
    @Param({"none", "half", "all-but-last"}) public String frozen;

    private Trial trial;
    private TrainingStep step;
    private int batch;
    private long number;

    /** Allocates everything. */
    @Setup(Level.Trial)
    public void prepare(Machine machine) {
        trial = new Trial(Workload.named("train-resnet20-b128"));
        batch = trial.workload().batch();
        Network network = trial.network();
        int parameters = network.params().size();
        int first = switch (frozen) {
            case "none" -> 0;
            case "half" -> parameters / 2;
            default -> parameters - network.nodes().getLast().params().size();
        };
        Network part = network.freeze(param -> param.index() < first);
        step = new TrainingStep(part, Weights.of(part, trial.weights().tensors()), SoftmaxCrossEntropy.of(),
                Sgd.of(RATE).momentum(Trial.MOMENTUM), machine.engine(), batch);
    }

    /** A batch forward and, as far as anything learns, backward, and the update. */
    @Benchmark
    public double train() {
        System.arraycopy(trial.images(), 0, step.session().input(), 0, trial.images().length);
        number++;
        return step.run(batch, trial.targets(), number, RATE, Rng.key(1, number));
    }
}
