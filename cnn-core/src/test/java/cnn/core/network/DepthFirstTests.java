package cnn.core.network;

import static cnn.core.network.MergingTests.predicted;
import static cnn.core.network.MergingTests.predictsTheBitsOfApart;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Conv2d;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.Padding;
import cnn.layers.Size;
import cnn.layers.activation.Relu6;
import cnn.layers.activation.Silu;
import cnn.testkit.KernelSets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A 1×1 convolution and the depthwise one behind it become one op in prediction, and give the same bits. */
@Execution(ExecutionMode.CONCURRENT)
class DepthFirstTests {
    private static final String AS_ONE = "expand + relu6 + depthwise + silu";

    private static Network pair(Shape input, int filters, Layer depthwise) {
        var net = Network.builder(input);
        net.add("expand", Conv2d.of(filters, 1));
        net.add("relu6", new Relu6());
        net.add("depthwise", depthwise);
        net.add("silu", new Silu());
        return net.build();
    }

    private static DepthwiseConv2d depthwise(int kernel) {
        return DepthwiseConv2d.of(kernel).padding(Padding.of(kernel / 2));
    }

    private static List<String> names(Network network) {
        return Fusion.forPrediction(network).nodes().stream().map(Node::name).toList();
    }

    /** Maps that are held as a whole, of which rows go by, of which parts are made; edges, strides that leave rows out. */
    static Stream<Network> pairs() {
        return Stream.of(pair(Shape.image(7, 7, 20), 160, depthwise(3)), //
                pair(Shape.image(7, 5, 9), 390, depthwise(5)), //
                pair(Shape.image(28, 28, 8), 200, depthwise(5).stride(2)), //
                pair(Shape.image(40, 37, 5), 144, depthwise(3)), //
                pair(Shape.image(33, 64, 4), 70, depthwise(3).stride(2)), //
                pair(Shape.image(150, 90, 3), 33, depthwise(7)), //
                pair(Shape.image(120, 100, 3), 17, depthwise(3).dilation(new Size(4, 4))), //
                pair(Shape.image(90, 130, 2), 16, DepthwiseConv2d.of(2).stride(5)), //
                pair(Shape.image(1, 300, 6), 96, DepthwiseConv2d.of(new Size(1, 9)).padding(Padding.SAME)), //
                pair(Shape.image(300, 1, 6), 96, DepthwiseConv2d.of(new Size(9, 1)).padding(Padding.of(8, 0, 0, 0))), //
                pair(Shape.image(1, 1, 40), 40, depthwise(3)), //
                pair(Shape.image(9, 9, 1), 3, depthwise(9)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void givesTheBitsOfOneAfterTheOther(Network network) {
        assertThat(names(network)).containsExactly(AS_ONE);
        predictsTheBitsOfApart(network, 1, 2, 3, 9);
    }

    @Test
    void takesNormsAndWhatIsAddedAlong() {
        for (int filters : new int[] {40, 200}) {
            var net = Network.builder(Shape.image(14, 14, filters));
            Node x = net.add("x", new Relu6());
            net.add("expand", Conv2d.of(filters, 1));
            net.add("depthwise", depthwise(3));
            net.add("add", new Add(), x, net.add("norm", BatchNorm.of()));
            net.add("relu6", new Relu6());
            Network network = net.build();
            assertThat(names(network)).containsExactly("x", "expand + depthwise + norm + add + relu6");
            // the same fused, but for what lies between, which is read once more
            var other = Network.builder(Shape.image(14, 14, filters));
            Node y = other.add("x", new Relu6());
            Node between = other.add("expand", Conv2d.of(filters, 1));
            other.add("depthwise", depthwise(3));
            Node sum = other.add("relu6", new Relu6(),
                    other.add("add", new Add(), y, other.add("norm", BatchNorm.of())));
            other.add("both", new Concat(), sum, between);
            int pixels = 14 * 14;
            float[] apart = predicted(other.build(), true, KernelSets.chosen(), 1, 1);
            float[] together = predicted(network, true, KernelSets.chosen(), 2, 1);
            for (int i = 0; i < pixels; i++) {
                assertThat(Arrays.copyOfRange(together, i * filters, (i + 1) * filters))
                        .isEqualTo(Arrays.copyOfRange(apart, 2 * i * filters, (2 * i + 1) * filters));
            }
        }
    }

    @Test
    void saysSoAndHoldsNoMapBetween() {
        Network network = pair(Shape.image(56, 56, 4), 96, depthwise(3).stride(2));
        assertThat(Fusion.merged(network)).containsEntry("depthwise", "depth-first pointwise and depthwise");
        Network fused = Fusion.forPrediction(network);
        assertThat(fused.nodes().getFirst().way()).isEqualTo("depth-first pointwise and depthwise");
        assertThat(fused.multiplyAdds()).isEqualTo(network.multiplyAdds());
    }

    @Test
    void leavesApartWhatOthersReadOrTrainsOrIsAnotherConvolution() {
        var read = Network.builder(Shape.image(8, 8, 4));
        Node expanded = read.add("expand", Conv2d.of(4, 1));
        read.add("add", new Add(), read.add("depthwise", depthwise(3), expanded), expanded);
        assertThat(names(read.build())).containsExactly("expand", "depthwise + add");
        assertThat(Fusion.forTraining(pair(Shape.image(8, 8, 4), 8, depthwise(3))).nodes()).extracting(Node::name)
                .containsExactly("expand + relu6", "depthwise", "silu");
        assertThat(names(pair(Shape.image(8, 8, 4), 8, Conv2d.of(8, 1)))).hasSize(2);
        var wide = Network.builder(Shape.image(8, 8, 4));
        wide.add("conv", Conv2d.of(8, 3));
        wide.add("depthwise", depthwise(3));
        assertThat(names(wide.build())).containsExactly("conv", "depthwise");
        // a row of the map alone is more than a core's own cache holds
        assertThat(names(pair(Shape.image(2, 3000, 1), 8, depthwise(3)))).hasSize(2);
        var summed = Network.builder(Shape.image(8, 8, 4));
        Node x = summed.add("x", new Relu6());
        summed.add("sum", new Add(), summed.add("expand", Conv2d.of(4, 1), x), x);
        summed.add("depthwise", depthwise(3));
        assertThat(names(summed.build())).containsExactly("x", "expand + sum", "depthwise");
    }
}
