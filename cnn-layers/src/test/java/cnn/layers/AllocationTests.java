package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.activation.Prelu;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Softmax;
import cnn.layers.fixture.Numbers;
import cnn.layers.noise.DropBlock;
import cnn.layers.noise.DropPath;
import cnn.layers.noise.GaussianNoise;
import cnn.layers.normalization.GroupNorm;
import cnn.layers.normalization.LayerNorm;
import cnn.layers.normalization.LocalResponseNorm;
import cnn.layers.pool.BlurPool2d;
import cnn.layers.pool.GlobalMaxPool2d;
import cnn.layers.shape.Permute;
import cnn.testkit.LayerRun;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("what runs beside it keeps the JIT from getting to its code")
class AllocationTests {
    private static final int ROUNDS = 5000;

    @Test
    void aStepAllocatesNothing() {
        Shape image = Shape.image(9, 9, 8);
        for (Layer layer : new Layer[] {MaxPool2d.of(3).stride(2), AveragePool2d.of(3).padding(Padding.SAME),
            new GlobalAveragePool2d(), Dropout.of(0.5), SpatialDropout.of(0.5), BatchNorm.of(), new Relu(),
            new Softmax(), new LogSoftmax(), LpPool2d.of(2).p(3), Prelu.of(), LayerNorm.of(), GroupNorm.of(4),
            LocalResponseNorm.of(5), DropBlock.of(0.3).size(3), DropPath.of(0.3), GaussianNoise.of(0.1),
            new GlobalMaxPool2d(), BlurPool2d.of(), Permute.of(1, 0, 2), ConvTranspose2d.of(6, 3).stride(2)}) {
            check(layer, image);
        }
        check(Conv2d.of(6, 3).padding(Padding.SAME), image);
        check(Conv2d.of(8, 1), image);
        check(Conv2d.of(8, 3).stride(2).padding(Padding.of(1)), image);
        check(Conv2d.of(17, 3).padding(Padding.SAME), Shape.image(9, 9, 16));
        check(Conv2d.of(8, 3).stride(2).groups(4), image);
        check(Conv2d.of(8, 3).groups(8).padding(Padding.SAME), image);
        check(Conv2d.of(48, 3).groups(48).padding(Padding.SAME), Shape.image(9, 9, 48));
        check(Dense.of(33), Shape.vector(70));
        check(new Add(), image, image);
        check(new Concat(), image, image);
    }

    @Test
    void aStepThatAllocatesIsFound() {
        assertThatThrownBy(() -> check(new Wasteful(), Shape.vector(3))).isInstanceOf(AssertionError.class)
                .hasMessageContaining("Wasteful").hasMessageContaining("CompilationTests");
    }

    /** Needs some thousand bytes in each step. */
    private record Wasteful() implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.of(in.input(), new Op() {
                private float[] copy = {};

                @Override
                public void forward(Forward pass) {
                    copy = new float[1000];
                    System.arraycopy(pass.input(), 0, pass.output(), 0, pass.batch() * in.input().size());
                }

                @Override
                public void backward(Backward pass) {
                    System.arraycopy(pass.outputGradient(), 0, pass.inputGradient(), 0,
                            pass.batch() * in.input().size() + 0 * copy.length);
                }
            }, 0);
        }
    }

    private static void check(Layer layer, Shape... inputs) {
        LayerRun run = LayerRun.of(layer, 4, inputs);
        float[][] in = new float[inputs.length][];
        for (int i = 0; i < in.length; i++) {
            in[i] = Numbers.random(4 * inputs[i].size(), i);
        }
        run.backward(run.forward(in));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        threads.getCurrentThreadAllocatedBytes();
        long idle = threads.getCurrentThreadAllocatedBytes() - before;
        // The first steps run before the JIT has compiled them, and until then every vector is an object.
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && bytes >= 320; round++) {
            before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++) {
                run.repeat();
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before - idle;
        }
        // anything allocated in each of 20 steps would be 320 bytes at least
        assertThat(bytes).as("""
                bytes of 20 steps of %s after %d. Where vectors alone have them and scalar kernels do not, the layer allocates \
                nothing: the JIT has given up a kernel for good, which CompilationTests is about""", layer, 20 * ROUNDS)
                .isLessThan(320);
    }
}
