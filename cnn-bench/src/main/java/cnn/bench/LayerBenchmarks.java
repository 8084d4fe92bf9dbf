package cnn.bench;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.core.engine.Session;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
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
 * One layer at a time, forward and backward, a batch of 8. A convolution's backward does twice the multiply-adds of its
 * forward: once for the gradient of its input, once for that of its weights. It has no bias, as before batch normalisation.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LayerBenchmarks {
    private static final int BATCH = 8;

    /** The layer, and the image or vector that it takes. */
    @Param public Case layer;

    private Session session;
    private long multiplyAdds;

    /** What can be measured. */
    public enum Case {
        /** 3×3, 64 → 64 at 56×56. */
        CONV3X3_64_AT_56(convolution(3, 64), image(56, 64)),
        /** 3×3, 128 → 128 at 28×28. */
        CONV3X3_128_AT_28(convolution(3, 128), image(28, 128)),
        /** 3×3, 256 → 256 at 14×14. */
        CONV3X3_256_AT_14(convolution(3, 256), image(14, 256)),
        /** 3×3, 512 → 512 at 7×7. */
        CONV3X3_512_AT_7(convolution(3, 512), image(7, 512)),
        /** 1×1, 64 → 256 at 56×56. */
        CONV1X1_64_256_AT_56(convolution(1, 256), image(56, 64)),
        /** 1×1, 256 → 64 at 56×56. */
        CONV1X1_256_64_AT_56(convolution(1, 64), image(56, 256)),
        /** 3×3 depthwise, 256 at 28×28. */
        DEPTHWISE_256_AT_28(convolution(3, 256).groups(256), image(28, 256)),
        /** 7×7, 3 → 64, stride 2 at 224×224: the first layer of ResNet-18. */
        CONV7X7_3_64_AT_224(convolution(7, 64).stride(2), image(224, 3)),
        /** 5×5, 1 → 6 at 28×28: the first layer of LeNet-5. */
        CONV5X5_1_6_AT_28(convolution(5, 6), image(28, 1)),
        /** 64 channels at 56×56. */
        BATCH_NORM_64_AT_56(BatchNorm.of(), image(56, 64)),
        /** 64 channels at 56×56. */
        RELU_64_AT_56(new Relu(), image(56, 64)),
        /** 2×2, 64 channels at 56×56. */
        MAX_POOL_64_AT_56(MaxPool2d.of(2), image(56, 64)),
        /** 4096 → 1024. */
        DENSE_4096_1024(Dense.of(1024), Shape.vector(4096)),
        /** 512 → 1000: the last layer of ResNet-18. */
        DENSE_512_1000(Dense.of(1000), Shape.vector(512));

        private final Layer layer;
        private final Shape input;

        Case(Layer layer, Shape input) {
            this.layer = layer;
            this.input = input;
        }

        private static Conv2d convolution(int kernel, int filters) {
            return Conv2d.of(filters, kernel).padding(Padding.of(kernel / 2)).bias(false);
        }

        private static Shape image(int side, int channels) {
            return Shape.image(side, side, channels);
        }
    }

    /** Binds the layer and fills its input and the gradient of its output. */
    @Setup(Level.Trial)
    public void prepare(Machine machine) {
        Network network = Network.of(layer.input, new Start(), layer.layer);
        session = Session.forTraining(network, Weights.init(network, 1), machine.engine(), BATCH);
        multiplyAdds = network.multiplyAdds() * BATCH;
        fill(session.output(network.nodes().getFirst()), 1);
        session.forward(BATCH, true, 1);
        fill(session.outputGradient(), 2);
    }

    private static void fill(float[] numbers, long key) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Rng.uniform(key, i) - 0.5f;
        }
    }

    /** Forward, as in training. */
    @Benchmark
    public float[] forward(Machine machine, Speed speed) {
        session.forward(BATCH, true, 1);
        speed.count(BATCH, multiplyAdds, machine.peak());
        return session.output();
    }

    /** Backward to the input and to the parameters. */
    @Benchmark
    public float[] backward(Machine machine, Speed speed) {
        session.backward();
        speed.count(BATCH, 2 * multiplyAdds, machine.peak());
        return session.outputGradient();
    }
}
