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

/** Whole networks in prediction. {@code images} has the images per second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class InferenceBenchmarks {
    /** The row of the table. */
    @Param({"infer-lenet5-b1", "infer-lenet5-b64", "infer-vgg-small-b64", "infer-resnet20-b128", "infer-resnet18-b1",
        "infer-resnet18-b8", "infer-mobilenet-b1"}) public String workload;

    private Trial.Inference inference;
    private int batch;
    private long multiplyAdds;

    /** Allocates everything. */
    @Setup(Level.Trial)
    public void prepare(Machine machine) {
        Trial trial = new Trial(Workload.named(workload));
        batch = trial.workload().batch();
        multiplyAdds = trial.network().multiplyAdds() * batch;
        inference = trial.inference(machine.engine());
    }

    /** A batch forward. */
    @Benchmark
    public float[] infer(Machine machine, Speed speed) {
        speed.count(batch, multiplyAdds, machine.peak());
        return inference.run();
    }
}
