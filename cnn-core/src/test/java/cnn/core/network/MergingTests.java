package cnn.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Op;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Conv1d;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.Padding;
import cnn.layers.Size;
import cnn.layers.activation.Relu;
import cnn.layers.init.Constant;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.normalization.WeightStandardization;
import cnn.testkit.KernelSets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Branches that are convolutions of one input become one convolution in prediction. */
class MergingTests {
    private static final Shape IMAGE = Shape.image(9, 7, 20);
    private static final int BATCH = 5;

    private static Conv2d same(int filters, int kernel) {
        return Conv2d.of(filters, kernel).padding(Padding.of(kernel / 2)).bias(false);
    }

    /** Of these layers, each with a batch normalisation, the sum with that of the input, and ReLU. */
    private static Network branches(Shape input, boolean around, Layer... layers) {
        var net = Network.builder(input);
        Node x = net.add("x", new Relu());
        Node[] ends = new Node[layers.length + (around ? 1 : 0)];
        for (int i = 0; i < layers.length; i++) {
            net.add("conv" + i, layers[i], x);
            ends[i] = net.add("norm" + i, BatchNorm.of());
        }
        if (around) {
            ends[layers.length] = net.add("norm", BatchNorm.of(), x);
        }
        net.add("add", new Add(), ends);
        net.add("relu", new Relu());
        return net.build();
    }

    private static List<String> names(Network network) {
        return Fusion.forPrediction(network).nodes().stream().map(Node::name).toList();
    }

    private static float[] predicted(Network network, boolean fused, Kernels kernels, int threads) {
        return predicted(network, fused, kernels, threads, BATCH);
    }

    /** What a network says of the same numbers, as it predicts or, each layer by itself, as it is inspected. */
    static float[] predicted(Network network, boolean fused, Kernels kernels, int threads, int batch) {
        try (Workers workers = new Workers(threads)) {
            Engine engine = new Engine(kernels, workers);
            Session session = fused
                    ? Session.forPrediction(network, FusionTests.weights(network), engine, batch)
                    : Session.forInspection(network, FusionTests.weights(network), engine, batch);
            for (int i = 0; i < batch * network.input().size(); i++) {
                session.input()[i] = 4 * Rng.uniform(1, i) - 2;
            }
            session.forward(batch, false, 0);
            return Arrays.copyOf(session.output(), batch * network.output().size());
        }
    }

    /** To the bit, in batches of every size, on any number of threads, and on the scalar kernels. */
    static void predictsTheBitsOfApart(Network network, int... batches) {
        for (int batch : batches) {
            float[] apart = predicted(network, false, KernelSets.chosen(), 1, batch);
            assertThat(predicted(network, true, KernelSets.chosen(), 1, batch)).as("batch of " + batch)
                    .isEqualTo(apart);
            assertThat(predicted(network, true, KernelSets.chosen(), 3, batch)).isEqualTo(apart);
        }
        assertThat(predicted(network, true, new ScalarKernels(), 1, 2))
                .isEqualTo(predicted(network, false, KernelSets.chosen(), 1, 2));
    }

    /** Sums in another order, and Winograd's transforms, cost some 10⁻⁶ of the largest number. */
    static void predictsAsApart(Network network) {
        float[] apart = predicted(network, false, new ScalarKernels(), 1);
        float[] merged = predicted(network, true, new ScalarKernels(), 1);
        float largest = 1;
        for (float number : apart) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 0; i < apart.length; i++) {
            assertThat(merged[i]).as("number " + i).isCloseTo(apart[i], within(2e-5f * largest));
        }
        for (Kernels kernels : List.of(new ScalarKernels(), KernelSets.chosen())) {
            assertThat(predicted(network, true, kernels, 3)).isEqualTo(merged);
        }
    }

    @Test
    void branchesOfRepVggAreOneConvolution() {
        Network network = branches(IMAGE, true, same(20, 3), same(20, 1));
        assertThat(names(network)).containsExactly("x", "conv0 + norm0 + conv1 + norm1 + norm + add + relu");
        predictsAsApart(network);
        assertThat(Fusion.forPrediction(network).multiplyAdds()).isEqualTo(9L * 7 * 9 * 20 * 20);
        assertThat(Fusion.merged(network)).isEqualTo(Map.of("add", "one 3x3 convolution, winograd"));
    }

    @Test
    void trainsAsWritten() {
        Network network = branches(IMAGE, true, same(20, 3), same(20, 1));
        assertThat(Fusion.forTraining(network).nodes()).extracting(Node::name).containsExactly("x", "conv0", "norm0",
                "conv1", "norm1", "norm", "add", "relu");
    }

    @Test
    void stridesGroupsDilationAndSmallChannelsMergeToo() {
        for (Network network : List.of(branches(IMAGE, false, same(12, 3).stride(2), same(12, 1).stride(2)),
                branches(IMAGE, true, same(20, 5).groups(2), same(20, 1).groups(4), same(20, 3).groups(2)),
                branches(IMAGE, true, Conv2d.of(20, 3).dilation(2).padding(Padding.of(2)), same(20, 1)),
                branches(IMAGE, true, DepthwiseConv2d.of(3).padding(Padding.of(1)), DepthwiseConv2d.of(1)),
                branches(Shape.image(5, 6, 3), true, same(3, 3).bias(true),
                        Conv2d.of(3, new Size(1, 3)).padding(Padding.of(0, 1, 0, 1)),
                        Conv2d.of(3, new Size(3, 1)).padding(Padding.of(1, 0, 1, 0))),
                branches(Shape.of(11, 4), true, Conv1d.of(4, 3).padding(Padding.SAME), Conv1d.of(4, 1)),
                branches(Shape.vector(6), true, Dense.of(6), Dense.of(6)),
                branches(IMAGE, true, WeightStandardization.of(same(20, 3)), same(20, 1)))) {
            assertThat(names(network)).hasSize(2);
            predictsAsApart(network);
        }
    }

    @Test
    void theInputItselfComesAlongWhereOthersMerge() {
        var net = Network.builder(IMAGE);
        Node x = net.add("x", new Relu());
        net.add("add", new Add(), net.add("a", same(20, 3), x), x, net.add("b", same(20, 1), x));
        assertThat(names(net.build())).containsExactly("x", "a + b + add");
        predictsAsApart(net.build());
    }

    /** Models of before there was merging have such shortcuts, and answer to the bit as they did. */
    @Test
    void aShortcutAroundOneConvolutionIsAddedAsEver() {
        var net = Network.builder(IMAGE);
        Node x = net.add("x", new Relu());
        net.add("add", new Add(), net.add("conv", same(20, 3), x), x);
        assertThat(names(net.build())).containsExactly("x", "conv + add");
        assertThat(Fusion.merged(net.build())).isEmpty();
        assertThat(predicted(net.build(), true, new ScalarKernels(), 1))
                .isEqualTo(predicted(net.build(), false, new ScalarKernels(), 1));
    }

    @Test
    void sumsOfSumsAreOneConvolution() {
        var net = Network.builder(IMAGE);
        Node x = net.add("x", new Relu());
        Node first = net.add("first", new Add(), net.add("a", same(20, 3), x), net.add("b", same(20, 1), x));
        net.add("second", new Add(), net.add("c", same(20, 1), x), first);
        net.add("norm", BatchNorm.of());
        Network network = net.build();
        assertThat(names(network)).containsExactly("x", "a + b + first + c + second + norm");
        predictsAsApart(network);
        assertThat(Fusion.forPrediction(network).multiplyAdds()).isEqualTo(9L * 7 * 9 * 20 * 20);
    }

    @Test
    void leavesApartWhatWouldBeMoreWork() {
        Network cross = branches(IMAGE, false, Conv2d.of(8, new Size(1, 3)).padding(Padding.of(0, 1, 0, 1)),
                Conv2d.of(8, new Size(3, 1)).padding(Padding.of(1, 0, 1, 0)));
        assertThat(names(cross)).containsExactly("x", "conv0 + norm0", "conv1 + norm1 + add + relu");
        Network dense = branches(IMAGE, false, same(20, 1), DepthwiseConv2d.of(7).padding(Padding.of(3)));
        assertThat(names(dense)).hasSize(3);
        predictsAsApart(cross);
    }

    @Test
    void leavesApartWhatOthersReadOrWhatTakesAnotherInput() {
        var read = Network.builder(IMAGE);
        Node a = read.add("a", same(20, 3), read.add("x", new Relu()));
        Node b = read.add("b", same(20, 1), a);
        read.add("add", new Add(), a, b);
        assertThat(Fusion.merged(read.build())).isEmpty();
        var other = Network.builder(IMAGE);
        Node x = other.add("x", new Relu());
        Node y = other.add("y", new Relu(), x);
        other.add("add", new Add(), other.add("a", same(20, 3), x), other.add("b", same(20, 1), y));
        assertThat(Fusion.merged(other.build())).isEmpty();
        var twice = Network.builder(IMAGE);
        Node c = twice.add("c", same(20, 3));
        Node d = twice.add("d", same(20, 1), twice.add("x", new Relu(), c));
        Node e = twice.add("e", same(20, 1), c);
        twice.add("join", new Add(), twice.add("sum", new Add(), d, e), d);
        assertThat(Fusion.merged(twice.build())).isEmpty();
        predictsAsApart(twice.build());
    }

    @Test
    void leavesApartWindowsThatDoNotLieOverEachOther() {
        Network network = branches(IMAGE, false, Conv2d.of(8, 3).dilation(2).padding(Padding.of(2)),
                Conv2d.of(8, 3).padding(Padding.of(1)));
        assertThat(Fusion.merged(network)).isEmpty();
        var norms = Network.builder(IMAGE);
        Node x = norms.add("x", new Relu());
        norms.add("add", new Add(), norms.add("norm", BatchNorm.of(), x), x);
        assertThat(Fusion.merged(norms.build())).isEmpty(); // no convolution among them
    }

    @Test
    void layersOfPlugInsTakePart() {
        var net = Network.builder(IMAGE);
        Node x = net.add("x", new Relu());
        Node shift = net.add("shift", new Shift(), x);
        net.add("conv", same(20, 3), x);
        net.add("add", new Add(), net.add("norm", BatchNorm.of()), shift);
        assertThat(names(net.build())).containsExactly("x", "shift + conv + norm + add");
        predictsAsApart(net.build());
    }

    @Test
    void refusesOpsThatMergeOtherThanTheySay() {
        assertThatThrownBy(() -> Fusion.forPrediction(faulty(true))).isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Layer 'faulty' Faulty[asks=true] asks for a parameter while it merges the layers before it. "
                                + "Ask for parameters in bind, and only for buffers here.");
        assertThatThrownBy(() -> Fusion.forPrediction(faulty(false))).isInstanceOf(IllegalStateException.class)
                .hasMessage("Layer 'faulty' Faulty[asks=false] gives (4), but (3) as a view where it merges the layers "
                        + "before it. Return an op whose output has the same shape from merge.");
    }

    private static Network faulty(boolean asks) {
        var net = Network.builder(Shape.vector(3));
        Node x = net.add("x", new Relu());
        net.add("faulty", new Faulty(asks), net.add("a", Dense.of(4), x), net.add("b", Dense.of(4), x));
        return net.build();
    }

    /** Each pixel's channels plus those of the pixel to the left, which {@link LinearMap} says. */
    private record Shift() implements Layer {
        @Override
        public Bound bind(Binding in) {
            Shape image = in.image();
            int channels = image.channels();
            int row = image.width() * channels;
            return Bound.of(image, new Op() {
                @Override
                public void forward(Forward pass) {
                    for (int i = 0; i < pass.batch() * image.size(); i++) {
                        pass.output()[i] = pass.input()[i] + (i % row < channels ? 0 : pass.input()[i - channels]);
                    }
                }

                @Override
                public void backward(Backward pass) {
                    throw new UnsupportedOperationException("no test goes backward");
                }

                @Override
                public LinearMap linearMap() {
                    return new LinearMap(LinearMap.Axis.pixelwise(image.height()),
                            new LinearMap.Axis(image.width(), image.width(), 2, 1, 1, 1), channels, channels, channels,
                            (_, weights, _) -> Arrays.fill(weights, 1));
                }
            });
        }
    }

    private record Faulty(boolean asks) implements Layer {
        @Override
        public Bound bind(Binding in) {
            Shape shape = in.inputs().getFirst();
            return Bound.of(shape, new Op() {
                @Override
                public void forward(Forward pass) {
                    throw new UnsupportedOperationException("no test goes forward");
                }

                @Override
                public void backward(Backward pass) {
                    throw new UnsupportedOperationException("no test goes backward");
                }

                @Override
                public Bound merge(List<LinearMap> inputs, Binding late) {
                    if (asks) {
                        late.param("late", Shape.vector(1), new Constant(0));
                    }
                    return Bound.view(late.input());
                }
            });
        }
    }
}
