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
import cnn.api.layer.Epilogue;
import cnn.api.layer.Forward;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Gelu;
import cnn.layers.activation.Mish;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Sigmoid;
import cnn.layers.activation.Silu;
import cnn.layers.activation.Tanh;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.noise.DropPath;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTests {
    private static final Shape IMAGE = Shape.image(8, 8, 3);
    private static final int BATCH = 5;
    private static final Kernels KERNELS = new ScalarKernels();

    private static Conv2d convolution(int filters) {
        return Conv2d.of(filters, 3).padding(Padding.SAME);
    }

    /** Two residual blocks, the second with a convolution in its shortcut, and a dense end. */
    private static Network residual() {
        var net = Network.builder(IMAGE);
        net.add("stem", convolution(6));
        net.add("stem-norm", BatchNorm.of());
        Node first = net.add("stem-relu", new Relu());
        net.add("a", convolution(6).bias(false), first);
        net.add("a-norm", BatchNorm.of());
        net.add("a-relu", new Relu());
        net.add("b", convolution(6));
        Node branch = net.add("b-norm", BatchNorm.of());
        net.add("join", new Add(), branch, first);
        Node second = net.add("join-relu", new Relu());
        Node shortcut = net.add("short", Conv2d.of(4, 1).stride(2), second);
        net.add("c", convolution(4).stride(2), second);
        Node end = net.add("c-norm", BatchNorm.of());
        net.add("join-2", new Add(), shortcut, end);
        net.add("join-2-relu", new Relu());
        net.add("drop", Dropout.of(0.25));
        net.add("flat", new Flatten());
        net.add("dense", Dense.of(7));
        net.add("tanh", new Tanh());
        net.add("scores", Dense.of(3));
        return net.build();
    }

    private static List<String> names(Network network) {
        return network.nodes().stream().map(Node::name).toList();
    }

    static Weights weights(Network network) {
        Weights weights = Weights.init(network, 3);
        for (Param param : network.params()) { // off the special values 0 and 1, variances positive
            float[] values = weights.values(param);
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.5f * Rng.uniform(param.index(), i);
            }
        }
        return weights;
    }

    private static void fill(float[] numbers, int count, long key) {
        for (int i = 0; i < count; i++) {
            numbers[i] = 2 * Rng.uniform(key, i) - 1;
        }
    }

    @Test
    void inPredictionConvolutionsTakeAllThatFollows() {
        assertThat(names(Fusion.forPrediction(residual()))).containsExactly("stem + stem-norm + stem-relu",
                "a + a-norm + a-relu", "b + b-norm + join + join-relu", "short + c + c-norm + join-2 + join-2-relu",
                "drop", "flat", "dense + tanh", "scores");
    }

    @Test
    void inTrainingBatchNormalisationTakesWhatFollows() {
        assertThat(names(Fusion.forTraining(residual()))).containsExactly("stem", "stem-norm + stem-relu", "a",
                "a-norm + a-relu", "b", "b-norm + join + join-relu", "short", "c",
                "c-norm + join-2 + join-2-relu", "drop", "flat", "dense + tanh", "scores");
    }

    @Test
    void dropoutIsAViewInPredictionOnly() {
        Network network = Network.of(Shape.vector(4), Dense.of(3), Dropout.of(0.5), Dense.of(2));
        assertThat(Fusion.forPrediction(network).nodes().get(1).isView()).isTrue();
        assertThat(Fusion.forTraining(network).nodes().get(1).isView()).isFalse();
    }

    /** A residual block whose branch may be dropped by chance, by as many layers as are given. */
    private static Network stochasticDepth(Layer... chance) {
        var net = Network.builder(IMAGE);
        Node start = net.add("stem", convolution(6));
        net.add("conv", convolution(6), start);
        Node branch = net.add("norm", BatchNorm.of());
        for (int i = 0; i < chance.length; i++) {
            branch = net.add("chance-" + i, chance[i]);
        }
        net.add("join", new Add(), branch, start);
        net.add("relu", new Relu());
        return net.build();
    }

    @Test
    void inPredictionALayerTakesWhatFollowsBehindChance() {
        Network network = stochasticDepth(DropPath.of(0.2), Dropout.of(0.1));
        assertThat(names(Fusion.forPrediction(network))).containsExactly("stem",
                "conv + norm + chance-0 + chance-1 + join + relu");
        assertThat(names(Fusion.forTraining(network))).containsExactly("stem", "conv", "norm", "chance-0", "chance-1",
                "join", "relu");
        assertThat(Fusion.forPrediction(network).multiplyAdds()).isEqualTo(network.multiplyAdds());
    }

    @Test
    void whatIsReadByOthersTooStaysBehindChance() {
        var net = Network.builder(IMAGE);
        net.add("conv", convolution(3));
        Node drop = net.add("drop", DropPath.of(0.2));
        Node again = net.add("again", convolution(3));
        net.add("join", new Add(), again, drop);
        assertThat(names(Fusion.forPrediction(net.build()))).containsExactly("conv", "drop", "again + join");
    }

    @Test
    void behindChanceThePredictionIsTheSameBitForBit() {
        Network plain = stochasticDepth();
        Network chance = stochasticDepth(DropPath.of(0.2));
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(KERNELS, workers);
            float[][] outputs = new float[2][];
            for (int i = 0; i < 2; i++) {
                Network network = i == 0 ? plain : chance;
                Session session = Session.forPrediction(network, weights(network), engine, BATCH);
                fill(session.input(), BATCH * IMAGE.size(), 1);
                session.forward(BATCH, false, 0);
                outputs[i] = Arrays.copyOf(session.output(), BATCH * network.output().size());
            }
            assertThat(outputs[1]).isEqualTo(outputs[0]);
        }
    }

    @Test
    void trainsBitForBitAsWithout() {
        Network network = residual();
        try (Workers workers = new Workers(2)) {
            Engine engine = new Engine(KERNELS, workers);
            Session plain = Session.forInspection(network, weights(network), engine, BATCH);
            Session fused = Session.forTraining(network, weights(network), engine, BATCH);
            for (Session session : List.of(plain, fused)) {
                fill(session.input(), BATCH * IMAGE.size(), 1);
                session.forward(BATCH, true, 9);
                fill(session.outputGradient(), BATCH * 3, 2);
                session.backward();
            }
            assertThat(Arrays.copyOf(fused.output(), BATCH * 3)).isEqualTo(Arrays.copyOf(plain.output(), BATCH * 3));
            for (Param param : network.params()) {
                if (param.trained()) {
                    assertThat(fused.gradient(param)).as(param.name()).isEqualTo(plain.gradient(param));
                } else {
                    assertThat(fused.weights().values(param)).as(param.name())
                            .isEqualTo(plain.weights().values(param));
                }
            }
        }
    }

    @Test
    void predictsAsWithoutToWithinRounding() {
        Network network = residual();
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(KERNELS, workers);
            Session plain = Session.forInspection(network, weights(network), engine, BATCH);
            Session fused = Session.forPrediction(network, weights(network), engine, BATCH);
            for (Session session : List.of(plain, fused)) {
                fill(session.input(), BATCH * IMAGE.size(), 1);
                session.forward(BATCH, false, 0);
            }
            for (int i = 0; i < BATCH * 3; i++) {
                assertThat(fused.output()[i]).isCloseTo(plain.output()[i],
                        within(2e-5f * Math.max(1, Math.abs(plain.output()[i]))));
            }
        }
    }

    /** Each behind another kind of layer, and none behind a normalisation that is folded. */
    @Test
    void predictsBitForBitAsWithoutWhereFunctionsAreAbsorbed() {
        Network network = Network.of(IMAGE, convolution(6), new Silu(), DepthwiseConv2d.of(3), Gelu.of(),
                Conv2d.of(5, 1),
                Gelu.of(Gelu.Form.TANH), MaxPool2d.of(2), BatchNorm.of(), new Mish(), new Flatten(), Dense.of(7),
                new Silu(), Dense.of(3));
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(KERNELS, workers);
            Session plain = Session.forInspection(network, weights(network), engine, BATCH);
            Session fused = Session.forPrediction(network, weights(network), engine, BATCH);
            for (Session session : List.of(plain, fused)) {
                fill(session.input(), BATCH * IMAGE.size(), 1);
                session.forward(BATCH, false, 0);
            }
            assertThat(Arrays.copyOf(fused.output(), BATCH * 3)).isEqualTo(Arrays.copyOf(plain.output(), BATCH * 3));
        }
        assertThat(names(Fusion.forPrediction(network))).containsExactly("conv2d-1 + silu-1",
                "depthwise-conv2d-1 + gelu-1", "conv2d-2 + gelu-2", "max-pool2d-1", "batch-norm-1 + mish-1",
                "flatten-1",
                "dense-1 + silu-2", "dense-2");
        assertThat(names(Fusion.forTraining(network))).hasSize(network.nodes().size());
    }

    @Test
    void leavesAloneWhatOthersRead() {
        var net = Network.builder(Shape.vector(4));
        Node first = net.add("first", Dense.of(4));
        Node relu = net.add("relu", new Relu(), first);
        net.add("join", new Add(), first, relu);
        assertThat(names(Fusion.forPrediction(net.build()))).containsExactly("first", "relu", "join");
    }

    @Test
    void addingANumberToItselfIsNoEpilogue() {
        var net = Network.builder(Shape.vector(4));
        Node first = net.add("first", Dense.of(4));
        net.add("twice", new Add(), first, first);
        assertThat(names(Fusion.forPrediction(net.build()))).containsExactly("first", "twice");
    }

    @Test
    void inTrainingNothingFollowsWhatReadsItsOutput() {
        Network network = Network.of(Shape.vector(4), Dense.of(3), new Relu(), new Sigmoid());
        assertThat(names(Fusion.forTraining(network))).containsExactly("dense-1 + relu-1", "sigmoid-1");
        assertThat(names(Fusion.forPrediction(network))).containsExactly("dense-1 + relu-1 + sigmoid-1");
    }

    @Test
    void factorsBehindAFunctionAreNotFolded() {
        Network network = Network.of(IMAGE, convolution(4), new Relu(), BatchNorm.of(), Gelu.of(), MaxPool2d.of(2),
                new Relu());
        assertThat(names(Fusion.forPrediction(network))).containsExactly("conv2d-1 + relu-1",
                "batch-norm-1 + gelu-1", "max-pool2d-1", "relu-2");
    }

    @Test
    void keepsParametersMultiplyAddsAndChance() {
        Network network = residual();
        Network fused = Fusion.forTraining(network);
        assertThat(fused.params()).isEqualTo(network.params());
        assertThat(fused.parameters()).isEqualTo(network.parameters());
        assertThat(fused.multiplyAdds()).isEqualTo(network.multiplyAdds());
        for (Node node : fused.nodes()) {
            assertThat(network.nodes().get(node.origin()).name()).isEqualTo(
                    node.name().substring(node.name().lastIndexOf(' ') + 1));
        }
    }

    @Test
    void needsNoBuffersOfOpsThatWereReplaced() {
        Network network = Network.of(IMAGE, convolution(4), new Relu());
        long packed = Fusion.forPrediction(network).slots().stream().filter(slot -> slot.packer() != null
                && slot.kind() == Slot.Kind.PACKED && !slot.training() && slot.floats() > 100).count();
        assertThat(packed).isOne();
    }

    @Test
    void rejectsOpsThatAskForParametersLate() {
        Network network = Network.of(Shape.vector(4), new Late(), new Relu());
        assertThatThrownBy(() -> Fusion.forPrediction(network)).isInstanceOf(IllegalStateException.class).hasMessage(
                "Layer 'late-1' Late[] asks for a parameter while it absorbs 'relu-1'. Ask for parameters in bind, and "
                        + "only for buffers here.");
    }

    private record Late() implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.of(in.input(), new Op() {
                @Override
                public void forward(Forward pass) {
                    System.arraycopy(pass.input(), 0, pass.output(), 0, pass.output().length);
                }

                @Override
                public void backward(Backward pass) {
                    System.arraycopy(pass.outputGradient(), 0, pass.inputGradient(), 0, pass.output().length);
                }

                @Override
                public Op absorb(List<Epilogue> epilogues, Binding late) {
                    Init zeros = (values, shape, random) -> Arrays.fill(values, 0);
                    late.param("late", Shape.vector(1), zeros);
                    return this;
                }
            });
        }
    }
}
