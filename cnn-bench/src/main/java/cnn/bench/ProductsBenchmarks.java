package cnn.bench;

import cnn.api.Rng;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import java.util.Arrays;
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

/**
 * The two sums of products on one thread, over one row of an image at a time as a convolution calls them. The share is
 * of one thread's peak.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductsBenchmarks {
    /** kernel × kernel, channels → filters at the side of the image. */
    @Param({"3 64 64 56", "3 128 128 28", "3 256 256 14", "3 512 512 7", "1 64 256 56",
        "1 256 64 56"}) public String shape;

    private Products products;
    private Windows windows;
    private int side;
    private int rowIn;
    private int rowOut;
    private float[] in;
    private float[] out;
    private float[] packed;
    private float[] sums;

    /** Fills the arrays with random numbers. */
    @Setup(Level.Trial)
    public void prepare(Machine machine) {
        int[] numbers = Arrays.stream(shape.split(" ")).mapToInt(Integer::parseInt).toArray();
        int kernel = numbers[0];
        int channels = numbers[1];
        int filters = numbers[2];
        side = numbers[3];
        rowIn = (side + kernel - 1) * channels;
        rowOut = side * filters;
        int[] offsets = new int[kernel];
        for (int i = 0; i < kernel; i++) {
            offsets[i] = i * rowIn;
        }
        products = machine.engine().kernels().products();
        windows = new Windows(offsets, kernel * channels, channels, filters, filters);
        in = random((side + kernel - 1) * rowIn, 1);
        out = random(side * rowOut, 2);
        packed = random(windows.panels().size(), 3);
        sums = new float[windows.rows() * filters];
    }

    private static float[] random(int size, long key) {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = Rng.uniform(key, i) - 0.5f;
        }
        return numbers;
    }

    /** A whole image forward. */
    @Benchmark
    public float[] weightedSums(Machine machine, Speed speed) {
        for (int row = 0; row < side; row++) {
            products.weightedSums(windows, in, row * rowIn, packed, 0, null, 0, out, row * rowOut, side);
        }
        speed.count(1, multiplyAdds(), machine.peak() / machine.engine().workers().threads());
        return out;
    }

    /** The gradient of the weights from a whole image. */
    @Benchmark
    public float[] addOuterProducts(Machine machine, Speed speed) {
        for (int row = 0; row < side; row++) {
            products.addOuterProducts(windows, in, row * rowIn, out, row * rowOut, side, sums, 0);
        }
        speed.count(1, multiplyAdds(), machine.peak() / machine.engine().workers().threads());
        return sums;
    }

    private long multiplyAdds() {
        return (long) side * side * windows.rows() * windows.columns();
    }
}
