package cnn.core.network;

import static cnn.core.network.MergingTests.predicted;
import static cnn.core.network.MergingTests.predictsAsApart;
import static cnn.core.network.MergingTests.predictsTheBitsOfApart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.Dropout;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Silu;
import cnn.testkit.KernelSets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions write their channels where concat would copy them to, and give the same bits. */
@Execution(ExecutionMode.CONCURRENT)
class JoiningTests {
    private static Conv2d conv(int filters, int kernel) {
        return Conv2d.of(filters, kernel).padding(Padding.of(kernel / 2));
    }

    private static Network branches(Shape input, Layer... layers) {
        var net = Network.builder(input);
        Node x = net.add("x", new Relu());
        Node[] ends = new Node[layers.length];
        for (int i = 0; i < layers.length; i++) {
            net.add("branch" + i, layers[i], x);
            ends[i] = net.add("silu" + i, new Silu());
        }
        net.add("join", new Concat(), ends);
        net.add("pool", MaxPool2d.of(2));
        return net.build();
    }

    /** Every way to compute, parts of filters, slices that begin and end within a vector, bands, images of odd sizes. */
    static Stream<Network> joined() {
        return Stream.of(branches(Shape.image(13, 13, 16), conv(64, 1), conv(64, 3)), //
                branches(Shape.image(14, 15, 20), conv(17, 1), conv(5, 3), conv(35, 3), conv(1, 1)), //
                branches(Shape.image(27, 9, 160), conv(48, 3), conv(200, 1), conv(7, 5)), //
                branches(Shape.image(7, 7, 256), conv(256, 3), conv(96, 3), conv(130, 1)), //
                branches(Shape.image(8, 8, 512), conv(40, 3), conv(512, 1)), //
                branches(Shape.image(29, 31, 1), conv(6, 5), conv(4, 3), conv(8, 3)), //
                branches(Shape.image(18, 18, 12), conv(24, 3).stride(2), conv(12, 1).stride(2)), //
                branches(Shape.image(12, 10, 24), conv(24, 3).groups(4), conv(32, 3), conv(9, 3).bias(false)), //
                branches(Shape.image(64, 64, 3), conv(70, 7), conv(33, 3)));
    }

    @ParameterizedTest
    @MethodSource("joined")
    void givesTheBitsOfCopies(Network network) {
        assertThat(Fusion.forPrediction(network).nodes()).filteredOn(node -> node.target() != Node.OWN)
                .isNotEmpty()
                .hasSameSizeAs(network.nodes().stream().filter(node -> node.layer() instanceof Conv2d).toList());
        predictsTheBitsOfApart(network, 1, 2, 5);
    }

    @Test
    void copiesWhatOthersReadOrNoConvolutionGives() {
        var net = Network.builder(Shape.image(8, 8, 16));
        Node x = net.add("x", new Relu());
        Node read = net.add("read", conv(16, 3), x);
        Node added = net.add("sum", new Add(), net.add("conv", conv(16, 3), x), read);
        Node depthwise = net.add("depthwise", DepthwiseConv2d.of(3).padding(Padding.of(1)), x);
        Node last = net.add("drop", Dropout.of(0.5), net.add("norm", BatchNorm.of(), net.add("last", conv(20, 1), x)));
        Node join = net.add("join", new Concat(), x, added, depthwise, last, read);
        net.add("twice", new Concat(), join, join);
        Network network = net.build();
        List<Node> nodes = Fusion.forPrediction(network).nodes();
        assertThat(nodes).filteredOn(node -> node.target() != Node.OWN).extracting(Node::name)
                .containsExactly("last + norm + drop");
        assertThat(nodes.get(nodes.size() - 3).way()).isEqualTo("pointwise, in place of a copy");
        predictsAsApart(network);
    }

    @Test
    void copiesAJoinIntoTheNext() {
        var net = Network.builder(Shape.image(9, 7, 16));
        Node x = net.add("x", new Relu());
        Node inner = net.add("inner", new Concat(), net.add("a", conv(20, 1), x), net.add("b", conv(12, 3), x));
        net.add("outer", new Concat(), inner, net.add("c", conv(17, 3), x));
        Network network = net.build();
        List<Node> nodes = Fusion.forPrediction(network).nodes();
        assertThat(nodes).filteredOn(node -> node.target() != Node.OWN)
                .extracting(Node::name, node -> nodes.get(node.target()).name())
                .containsExactly(tuple("a", "inner"), tuple("b", "inner"), tuple("c", "outer"));
        assertThat(predicted(network, true, KernelSets.chosen(), 2, 5))
                .isEqualTo(predicted(network, false, KernelSets.chosen(), 1, 5));
    }

    @Test
    void joinsVectors() {
        var net = Network.builder(Shape.vector(30));
        Node x = net.add("x", new Relu());
        net.add("join", new Concat(), net.add("wide", Dense.of(70), x), net.add("narrow", Dense.of(3), x));
        net.add("end", Dense.of(4));
        Network network = net.build();
        assertThat(Fusion.forPrediction(network).nodes()).filteredOn(node -> node.target() != Node.OWN).hasSize(2);
        assertThat(predicted(network, true, KernelSets.chosen(), 1, 9))
                .isEqualTo(predicted(network, false, KernelSets.chosen(), 1, 9));
    }

    @Test
    void leavesTrainingAsItIs() {
        Network network = branches(Shape.image(8, 8, 16), conv(64, 1), conv(64, 3));
        assertThat(Fusion.forTraining(network).nodes()).allMatch(node -> node.target() == Node.OWN);
    }
}
