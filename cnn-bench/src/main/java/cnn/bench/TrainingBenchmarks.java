package cnn.bench;

import cnn.bench.networks.Workload;
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

/** Whole training steps. {@code images} has the images per second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrainingBenchmarks {
    /** The row of the table. */
    @Param({"train-seed-b32", "train-lenet5-b64", "train-vgg-small-b64", "train-resnet20-b128"}) public String workload;

    private Trial.Learning learning;
    private int batch;
    private long multiplyAdds;

    /** Allocates everything. */
    @Setup(Level.Trial)
    public void prepare(Machine machine) {
        Trial trial = new Trial(Workload.named(workload));
        batch = trial.workload().batch();
        multiplyAdds = trial.network().multiplyAdds() * batch;
        learning = trial.learning(machine.engine());
    }

    /** A batch forward and backward, and the update. The backward pass counts as twice the forward one. */
    @Benchmark
    public double train(Machine machine, Speed speed) {
        speed.count(batch, 3 * multiplyAdds, machine.peak());
        return learning.run();
    }
}
