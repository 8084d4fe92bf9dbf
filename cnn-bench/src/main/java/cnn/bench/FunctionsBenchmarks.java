package cnn.bench;

import cnn.api.Rng;
import cnn.api.kernel.Functions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The functions of single numbers on one thread, in numbers per microsecond, over an array in the first cache. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(FunctionsBenchmarks.COUNT)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FunctionsBenchmarks {
    /** Numbers in one call. */
    static final int COUNT = 2048;

    private final float[] in = new float[COUNT];
    private final float[] out = new float[COUNT];
    private Functions functions;

    /** Fills the array with numbers in [−4, 4). */
    @Setup(Level.Trial)
    public void prepare(Machine machine) {
        functions = machine.engine().kernels().functions();
        for (int i = 0; i < COUNT; i++) {
            in[i] = 8 * Rng.uniform(1, i) - 4;
        }
    }

    /** e^x. */
    @Benchmark
    public float[] exp() {
        functions.exp(in, 0, out, 0, COUNT);
        return out;
    }

    /** e^x − 1. */
    @Benchmark
    public float[] expm1() {
        functions.expm1(in, 0, out, 0, COUNT);
        return out;
    }

    /** The logistic function. */
    @Benchmark
    public float[] sigmoid() {
        functions.sigmoid(in, 0, out, 0, COUNT);
        return out;
    }

    /** Hyperbolic tangent. */
    @Benchmark
    public float[] tanh() {
        functions.tanh(in, 0, out, 0, COUNT);
        return out;
    }

    /** The error function. */
    @Benchmark
    public float[] erf() {
        functions.erf(in, 0, out, 0, COUNT);
        return out;
    }

    /** Sigmoid linear unit. */
    @Benchmark
    public float[] silu() {
        functions.silu(in, 0, out, 0, COUNT);
        return out;
    }

    /** Gaussian error linear unit. */
    @Benchmark
    public float[] gelu() {
        functions.gelu(in, 0, out, 0, COUNT);
        return out;
    }

    /** The approximation of it by the hyperbolic tangent. */
    @Benchmark
    public float[] tanhGelu() {
        functions.tanhGelu(in, 0, out, 0, COUNT);
        return out;
    }

    /** x · tanh(ln(1 + e^x)). */
    @Benchmark
    public float[] mish() {
        functions.mish(in, 0, out, 0, COUNT);
        return out;
    }
}
