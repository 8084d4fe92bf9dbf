package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.kernel.Channelwise;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.Products;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.WarmingKernels;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.kernel.ScalarKernels;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LayerTimesTests {
    private static final Network NETWORK = Network.of(Shape.image(8, 8, 1), Conv2d.of(4, 3), new Relu(), new Flatten(),
            Dense.of(2));

    /** Kernels that stand in while the JVM is cold, and are not to be measured. */
    private static final class StandIn implements Kernels {
        @Override
        public String id() {
            return "stand-in";
        }

        @Override
        public Products products() {
            throw new AssertionError("measured");
        }

        @Override
        public Functions functions() {
            throw new AssertionError("measured");
        }

        @Override
        public Channelwise channelwise() {
            throw new AssertionError("measured");
        }

        @Override
        public <F> F family(Class<F> family) {
            throw new AssertionError("measured");
        }
    }

    private static LayerTimes measured(int images) {
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(new WarmingKernels(new StandIn(), new ScalarKernels()), workers);
            return LayerTimes.measure(NETWORK, Weights.init(NETWORK, 1), engine, images, Duration.ofMillis(20));
        }
    }

    @Test
    void measuresTheKernelsThatComputeInTheEnd() {
        LayerTimes times = measured(3);
        assertThat(times.batch()).isEqualTo(3);
        assertThat(times.threads()).isEqualTo(1);
        assertThat(times.seconds()).containsOnlyKeys("conv2d-1", "dense-1");
        assertThat(times.seconds().values()).allSatisfy(seconds -> assertThat(seconds).isPositive());
        assertThat(times.within()).containsEntry("relu-1", "conv2d-1");
        assertThat(times.total()).isEqualTo(times.seconds().get("conv2d-1") + times.seconds().get("dense-1"));
    }
}
